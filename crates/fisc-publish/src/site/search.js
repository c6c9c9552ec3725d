"use strict";
(function () {
  const place = document.getElementById("search");
  const index = window.fiscIndex;
  if (!place || !index) return;
  const label = document.createElement("label");
  label.htmlFor = "q";
  label.textContent = place.dataset.label;
  const field = document.createElement("input");
  field.id = "q";
  field.type = "search";
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  const list = document.createElement("ol");
  list.className = "hits";
  place.append(label, field, said, list);
  const texts = index.map((e) => (e[0] + " " + e[1] + " " + e[2]).toLowerCase());
  field.addEventListener("input", function () {
    list.replaceChildren();
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) { said.textContent = ""; return; }
    const found = [];
    for (let i = 0; i < texts.length; i++) {
      if (words.every((w) => texts[i].includes(w))) found.push(index[i]);
    }
    said.textContent = found.length ? place.dataset.some + " " + found.length : place.dataset.none;
    for (const [number, title, auditee, file] of found.slice(0, 50)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = "findings/" + file;
      link.textContent = title;
      item.append(link, " " + number + " · " + auditee);
      list.append(item);
    }
  });
})();
