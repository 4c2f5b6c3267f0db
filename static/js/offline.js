// Says when the connection is gone and takes the words away when it returns.

const notice = document.querySelector("[data-offline]");

function show() {
  if (notice) notice.textContent = navigator.onLine ? "" : notice.dataset.text;
}

window.addEventListener("online", show);
window.addEventListener("offline", show);
show();
