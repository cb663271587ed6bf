// Says in the page what went wrong with a passkey; the words stand in the page already, in its language.
document.documentElement.classList.add("has-script");
document.addEventListener("allauth.error", (event) => {
  const notice = document.getElementById("passkey-error");
  if (!notice) return;
  event.preventDefault();
  notice.hidden = false;
  notice.focus();
});
