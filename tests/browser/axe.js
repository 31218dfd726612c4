// Runs axe-core, and tells of each element that breaks a rule whether it is ours, and its colours if these do.
async ([options, ours]) => {
  const { violations } = await axe.run(document, { ...options, resultTypes: ["violations"], elementRef: true });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => {
      const data = [...node.any, ...node.all].map((check) => check.data).find((found) => found?.fgColor ?? found?.nodeColor);
      return {
        rule: id,
        ours: node.element.closest(ours) !== null,
        colours: data ? `${data.fgColor ?? data.nodeColor} on ${data.bgColor ?? data.parentColor}` : "",
        where: `${node.target.join(" ")}: ${node.element.outerHTML.slice(0, 160)} (${node.failureSummary})`,
      };
    }),
  );
}
