// Runs before the first paint, so that a chosen theme never flashes the other one.
(function () {
  try {
    var chosen = localStorage.getItem("sextant.theme");
    if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
  } catch {
    // Storage is forbidden in this browser: the system's preference decides.
  }
})();
