// Says before sending that a file is too large: <input type=file data-each-mb="25" data-all-mb="100" data-says="ID">.
// Listens on the way down, so that nothing else starts to send what will be refused.

const MB = 1024 * 1024;

export function watchSizes() {
  document.addEventListener("change", check, { capture: true });
}

function check(event) {
  const input = event.target;
  if (!input.dataset?.eachMb) return;
  const problem = tooLarge([...input.files], input.dataset);
  document.getElementById(input.dataset.says).textContent = problem;
  if (!problem) return;
  input.value = "";
  event.stopImmediatePropagation();
}

function tooLarge(files, { eachMb, allMb }) {
  const big = files.find((file) => file.size > eachMb * MB);
  if (big) return `${big.name} is groter dan ${eachMb} MB. Kies een kleiner bestand.`;
  const all = files.reduce((sum, file) => sum + file.size, 0);
  return all > allMb * MB ? `Samen is dit meer dan ${allMb} MB. Voeg de bestanden in delen toe.` : "";
}
