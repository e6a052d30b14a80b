// The matrix is one stop for the Tab key; the arrow keys walk over its cells: <table data-arrows>.

const STEPS = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

export function watchArrows() {
  for (const table of document.querySelectorAll("table[data-arrows]")) walk(table);
}

function walk(table) {
  const links = [...table.querySelectorAll("td a")];
  if (!links.length) return;
  const start = table.querySelector("td a[aria-current]") ?? links[0];
  for (const link of links) link.tabIndex = link === start ? 0 : -1;
  table.addEventListener("keydown", (event) => move(table, event));
}

function move(table, event) {
  const from = event.target.closest("td");
  const to = from && target(table, from, event.key);
  if (!to) return;
  event.preventDefault();
  table.querySelector("td a[tabindex='0']").tabIndex = -1;
  to.tabIndex = 0;
  to.focus();
}

function target(table, cell, key) {
  if (key === "Home") return cell.parentElement.querySelector("td a");
  if (key === "End") return [...cell.parentElement.querySelectorAll("td a")].at(-1);
  return key in STEPS ? nextLink(table, cell, STEPS[key]) : null;
}

function nextLink(table, cell, [down, right]) {
  const width = cell.parentElement.cells.length;
  let row = cell.parentElement.rowIndex + down;
  let column = cell.cellIndex + right;
  while (table.rows[row] && column >= 0 && column < width) {
    const link = table.rows[row].cells[column]?.querySelector("a");
    if (link?.closest("td")) return link;
    row += down;
    column += right;
  }
  return null;
}
