// `/` and Ctrl+K lead to the search box; without JavaScript, Tab does.
document.addEventListener("keydown", (event) => {
  const isTyping = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
  const isSearch = (event.key === "/" && !isTyping) || (event.key === "k" && (event.ctrlKey || event.metaKey));
  const box = document.getElementById("q");
  if (!isSearch || event.altKey || !(box instanceof HTMLInputElement)) return;
  event.preventDefault();
  box.focus();
  box.select();
});
