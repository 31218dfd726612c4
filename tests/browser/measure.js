// Measures the page that it runs in; screenshots.py calls it with the selectors of our texts.
(texts) => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const ink = canvas.getContext("2d", { willReadFrequently: true });
  const paint = (color, alpha) => {
    ink.fillStyle = "#010203";
    ink.fillStyle = color;
    if (ink.fillStyle === "#010203" && color !== "rgb(1, 2, 3)") throw new Error("not a colour: " + color);
    ink.globalAlpha = alpha;
    ink.fillRect(0, 0, 1, 1);
  };
  const pixel = () => [...ink.getImageData(0, 0, 1, 1).data].slice(0, 3);
  const luminance = (rgb) => {
    const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = rgb.map((v) => linear(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };

  // What the browser shows where nothing is painted depends on the root's colour scheme.
  const probe = document.createElement("span");
  probe.style.cssText = "color: Canvas; forced-color-adjust: none";
  document.documentElement.append(probe);
  const base = getComputedStyle(probe).color;
  probe.remove();

  const contrast = (element, color) => {
    const chain = [];
    for (let e = element; e; e = e.parentElement) chain.unshift(getComputedStyle(e));
    paint(base, 1);
    let opacity = 1;
    for (const style of chain) {
      opacity *= Number(style.opacity);
      paint(style.backgroundColor, opacity);
    }
    const back = pixel();
    paint(color, opacity);
    const text = pixel();
    return { ratio: ratio(text, back), text: text.join(" "), back: back.join(" ") };
  };
  const describe = (element) => {
    const classes = [...element.classList].map((name) => "." + name).join("");
    const text = element.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
    return `${element.localName}${classes} '${text}'`;
  };
  const named = (e) => [...e.classList].some((name) => name.startsWith("tagpages-"));
  const ours = [...document.body.querySelectorAll("[class*='tagpages-']")].filter(named);

  const measured = {}, links = [];
  for (const [key, selector] of Object.entries(texts)) {
    for (const element of document.querySelectorAll(selector)) {
      const note = (holder, color) => {
        const inner = holder.closest("a");
        const isLink = inner && inner !== element && element.contains(inner);
        const result = { ...contrast(holder, color), what: describe(holder) };
        if (isLink) links.push(result);
        else (measured[key] ??= []).push(result);
      };
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const holder = node.parentElement;
        if (!node.data.trim() || !holder.checkVisibility({ visibilityProperty: true })) continue;
        note(holder, getComputedStyle(holder).color);
      }
      for (const holder of [element, ...element.querySelectorAll("*")]) {
        for (const pseudo of ["::before", "::after"]) {
          const style = getComputedStyle(holder, pseudo);
          if (/["'(]/.test(style.content) && style.content !== '""' && style.display !== "none") {
            note(holder, style.color);
          }
        }
      }
    }
  }
  const other = "a:not(.tagpages-tag, .headerlink)";
  const otherLinks = new Set(ours.flatMap((e) => [...e.querySelectorAll(other)]));
  for (const element of otherLinks) {
    if (!element.innerText.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
    links.push({ ...contrast(element, getComputedStyle(element).color), what: describe(element) });
  }

  // A link of the theme's own in the same place, for comparison.
  let themeLinks = null;
  const listing = document.querySelector(".tagpages-listing") ?? ours[0];
  if (listing) {
    const paragraph = document.createElement("p");
    paragraph.innerHTML = '<a class="reference external" href="https://example.org/unvisited">probe</a>';
    listing.parentElement.append(paragraph);
    const link = paragraph.firstChild;
    themeLinks = contrast(link, getComputedStyle(link).color).ratio;
    paragraph.remove();
  }

  // Width: with our elements, and without them.
  const root = document.documentElement;
  const wide = root.scrollWidth;
  const style = document.createElement("style");
  const hidden = ours.filter((e) => e !== document.body);
  style.textContent = "[data-tagpages-measured] { display: none !important }";
  hidden.forEach((e) => e.setAttribute("data-tagpages-measured", ""));
  document.head.append(style);
  const without = root.scrollWidth;
  style.remove();
  hidden.forEach((e) => e.removeAttribute("data-tagpages-measured"));

  // A theme may cut off what is too wide instead of scrolling; so look at the boxes as well.
  const inner = new Set(hidden.flatMap((e) => [e, ...e.querySelectorAll("*")]));
  const scrolled = (e) => inner.has(e) && ["auto", "scroll"].includes(getComputedStyle(e).overflowX);
  const isBeyond = (box) => {
    if (box.width <= 1 || box.height <= 1) return false;
    return box.right + window.scrollX > root.clientWidth + 1 || box.left + window.scrollX < -1;
  };
  const cut = (e) => getComputedStyle(e).textOverflow === "ellipsis";
  // A long word reaches beyond the box of its own element.
  const boxes = (element) => {
    const range = document.createRange();
    const found = [element.getBoundingClientRect()];
    for (const node of scrolled(element) || cut(element) ? [] : element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE) continue;
      range.selectNode(node);
      found.push(range.getBoundingClientRect());
    }
    return found;
  };
  const beyond = [...inner].filter((e) => {
    if (!e.checkVisibility({ visibilityProperty: true })) return false;
    for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) {
      if (scrolled(p) || getComputedStyle(p).clipPath !== "none") return false;
    }
    return boxes(e).some(isBeyond);
  });

  const lowest = (list) => list.reduce((a, b) => (b.ratio < a.ratio ? b : a));
  const tell = (r) => r.what + " (" + r.text + " on " + r.back + ")";
  const contrasts = {}, worst = {};
  for (const [key, list] of Object.entries(measured)) {
    contrasts[key] = lowest(list).ratio;
    worst[key] = tell(lowest(list));
  }
  return {
    scrolls: wide > window.innerWidth,
    ours_scrolls: wide > window.innerWidth && wide > without,
    beyond: beyond.map(describe),
    contrast: contrasts,
    worst,
    links: links.length ? lowest(links).ratio : null,
    theme_links: themeLinks,
    worst_link: links.length ? tell(lowest(links)) : "",
  };
}
