const input = document.getElementById("query");
const hits = document.getElementById("hits");
const MOST = 20;

function score(object, words) {
  const id = object.id.toLowerCase();
  const name = object.name.toLowerCase();
  const text = object.text.toLowerCase();
  let sum = 0;
  for (const word of words) {
    if (id.includes(word)) sum += 8;
    else if (name.includes(word)) sum += 4;
    else if (text.includes(word)) sum += 1;
    else return 0;
  }
  return sum;
}

function show(object) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = object.id + ".html";
  link.textContent = object.id + "  " + object.name;
  const text = document.createElement("span");
  text.textContent = object.text;
  item.append(link, text);
  return item;
}

function search() {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = words.length === 0 ? [] : objects
    .map((object) => ({ object, score: score(object, words) }))
    .filter((hit) => hit.score > 0)
    .sort((a, b) => b.score - a.score || a.object.id.localeCompare(b.object.id))
    .slice(0, MOST);
  hits.replaceChildren(...found.map((hit) => show(hit.object)));
  if (words.length > 0 && found.length === 0) {
    const none = document.createElement("li");
    none.textContent = "Nothing found.";
    hits.append(none);
  }
}

input.addEventListener("input", search);
input.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    input.value = "";
    search();
  }
});
document.querySelector("search").hidden = false;
