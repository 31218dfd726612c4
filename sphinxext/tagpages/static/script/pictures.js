// Pictures of notes: one that does not arrive frees its box, a small one is not made bigger.

/** Look at a picture that has arrived, or has not. @param {HTMLImageElement} picture */
function settlePicture(picture) {
  if (!picture.naturalWidth) {
    picture.closest(".tagpages-with-image")?.classList.remove("tagpages-with-image");
    picture.remove();
  } else if (Math.min(picture.naturalWidth, picture.naturalHeight) < picture.clientHeight) {
    picture.classList.add("tagpages-small");
  }
}

/** @param {HTMLImageElement} picture */
function watchPicture(picture) {
  for (const event of ["load", "error"]) picture.addEventListener(event, () => settlePicture(picture));
}

whenReady(() => {
  for (const picture of document.querySelectorAll("img")) {
    if (!picture.matches(".tagpages-image")) continue;
    if (picture.complete) settlePicture(picture);
    else watchPicture(picture);
  }
});
