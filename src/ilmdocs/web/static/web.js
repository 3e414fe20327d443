// What the page does beyond links and forms: taking what is dropped, saying how far it is, moving the focus.
"use strict";
(() => {
  document.documentElement.classList.add("js");
  const form = document.querySelector("form[data-drop]");
  let dropped = [];

  // ---- Taking files: dropped anywhere on the page, or chosen ----

  const hasFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");

  async function filesIn(entry, path) {
    if (entry.isFile) {
      const file = await new Promise((take, refuse) => entry.file(take, refuse));
      return [[file, path + file.name]];
    }
    const reader = entry.createReader();
    const found = [];
    for (;;) { // a reader gives a hundred at a time
      const some = await new Promise((take, refuse) => reader.readEntries(take, refuse));
      if (!some.length) break;
      for (const inner of some) found.push(...await filesIn(inner, path + entry.name + "/"));
    }
    return found;
  }

  async function filesOf(transfer) {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    if (!entries.some(Boolean)) return [...transfer.files].map((file) => [file, file.name]);
    const found = [];
    for (const entry of entries.filter(Boolean)) found.push(...await filesIn(entry, ""));
    return found;
  }

  if (form) {
    let depth = 0;
    const over = (on) => form.classList.toggle("over-it", on);
    addEventListener("dragenter", (event) => { if (hasFiles(event)) { depth += 1; over(true); } });
    addEventListener("dragleave", (event) => { if (hasFiles(event)) { depth -= 1; over(depth > 0); } });
    addEventListener("dragover", (event) => { if (hasFiles(event)) event.preventDefault(); });
    addEventListener("drop", async (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      over(false);
      dropped = await filesOf(event.dataTransfer);
      form.requestSubmit();
    });
    for (const input of form.querySelectorAll("input[type=file]")) {
      input.addEventListener("change", () => {
        dropped = [...input.files].map((file) => [file, file.webkitRelativePath || file.name]);
        if (dropped.length) form.requestSubmit();
      });
    }
    form.addEventListener("formdata", (event) => {
      if (!dropped.length) return;
      event.formData.delete("files");
      for (const [file, path] of dropped) {
        // The path is the name: so a folder arrives with what belongs together.
        event.formData.append("files", new File([file], path, { type: file.type }), path);
      }
    });
  }

  // ---- How far the sending is ----

  const sending = document.getElementById("sending");
  const say = (words) => { document.getElementById("sending-words").textContent = words; };
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target !== form || !sending) return;
    sending.hidden = false;
    say("Taking your files …");
    document.getElementById("answer").replaceChildren();
  });
  document.addEventListener("htmx:xhr:progress", (event) => {
    const { lengthComputable, loaded, total } = event.detail;
    if (event.target !== form || !sending || !lengthComputable || !total) return;
    sending.querySelector("progress").value = Math.round(100 * loaded / total);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.target !== form || !sending) return;
    dropped = [];
    form.reset();
    if (event.detail.xhr && event.detail.xhr.getResponseHeader("HX-Redirect")) return;
    sending.hidden = true;
  });

  function broken(place) {
    const box = document.createElement("div");
    box.className = "notice trouble";
    box.innerHTML = "<h2 tabindex=-1 data-focus>ilmdocs does not answer</h2>"
      + "<p>Perhaps it was stopped. Start it again, and drop your files on the page that opens then.</p>";
    place.replaceChildren(box);
    focusIn(place);
  }
  document.addEventListener("htmx:sendError", () => {
    if (sending) sending.hidden = true;
    broken(document.getElementById("answer"));
  });
  document.addEventListener("htmx:sseError", () => {
    const place = document.getElementById("lost");
    if (place && !place.firstChild) broken(place);
  });
  document.addEventListener("htmx:sseOpen", () => {
    const place = document.getElementById("lost");
    if (place) place.replaceChildren();
  });

  // ---- Where the focus goes, and on to the result ----

  function focusIn(place) {
    const target = place.querySelector("[data-focus]");
    if (target) target.focus();
  }
  document.addEventListener("htmx:afterSwap", (event) => {
    focusIn(event.target);
    const next = event.target.querySelector("a[data-go]");
    if (!next) return;
    if (next.pathname === location.pathname) location.reload();
    else location.replace(next.href);
  });
  addEventListener("DOMContentLoaded", () => {
    focusIn(document);
    if (location.hash === "#result") document.getElementById("result").focus();
  });

  // ---- Which page of the portfolio is in sight ----

  for (const sheets of document.querySelectorAll(".sheets")) {
    const where = sheets.closest(".preview").querySelector("[data-where]");
    const all = sheets.children.length;
    const seen = new Map();
    const watch = new IntersectionObserver((entries) => {
      for (const entry of entries) seen.set(Number(entry.target.dataset.page), entry.intersectionRatio);
      const [page] = [...seen].reduce((best, one) => (one[1] > best[1] ? one : best), [1, 0]);
      where.textContent = `Page ${page} of ${all}`;
    }, { root: sheets, threshold: [0, 0.25, 0.5, 0.75, 1] });
    for (const sheet of sheets.children) watch.observe(sheet);
  }
})();
