// What a click can do beyond following a link. Every page is complete without it.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-copy]");
  if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
  try {
    await navigator.clipboard.writeText(link.href);
    link.setAttribute("data-done", "");
    setTimeout(() => link.removeAttribute("data-done"), 2000);
  } catch {
    // the link itself still leads there
  }
});
