// Buttons that need script stay hidden without it: print and copy.

export function showTools() {
  for (const button of document.querySelectorAll("[data-print]")) offer(button, () => print());
  for (const button of document.querySelectorAll("[data-copy]")) offer(button, () => copy(button));
}

function offer(button, act) {
  button.hidden = false;
  button.addEventListener("click", act);
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
  button.textContent = "Gekopieerd";
}
