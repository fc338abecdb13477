// Keys, live search and lighting up of words. Every page works without this file.
"use strict";
(() => {
  const typing = (at) => at instanceof HTMLElement && at.closest("input, textarea, select, [contenteditable]");
  const all = (what, within = document) => [...within.querySelectorAll(what)];

  // Hovering a claim lights its words, and back.
  const light = (ids, on) => {
    for (const part of all("[data-claims], [data-claim]")) {
      const of = (part.dataset.claims || part.dataset.claim).split(" ");
      if (of.some((id) => ids.includes(id))) part.classList.toggle("lit", on);
    }
  };
  for (const part of all("[data-claims], [data-claim]")) {
    const ids = (part.dataset.claims || part.dataset.claim).split(" ");
    for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
      part.addEventListener(event, () => light(ids, on));
    }
  }

  // Search while typing: the same page is asked for its results only.
  for (const form of all("form[data-live]")) {
    const results = document.querySelector(form.dataset.live);
    let waiting = 0, asked = 0;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        const mine = ++asked;
        const query = new URLSearchParams(new FormData(form));
        history.replaceState(null, "", "?" + query);
        query.set("part", "results");
        try {
          const answer = await fetch("/search?" + query, { headers: { Accept: "text/html" } });
          if (answer.ok && mine === asked) results.innerHTML = await answer.text();
        } catch { /* the button still works */ }
      }, 200);
    });
  }

  const review = document.querySelector("[data-review]");
  if (!review) return;

  // The words of the claim come into sight.
  const first = review.querySelector(".words .anchor");
  const box = review.querySelector(".words");
  if (first && box) box.scrollTop = Math.max(0, first.offsetTop - box.offsetTop - box.clientHeight / 3);

  // Hovering a field lights its words, and back.
  for (const label of all("label[data-role]", review)) {
    const marks = () => all(".m-" + label.dataset.role, box);
    const lit = (on) => { for (const mark of marks()) mark.classList.toggle("lit", on); };
    for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
      label.addEventListener(event, () => lit(on));
    }
    for (const mark of marks()) {
      mark.addEventListener("mouseenter", () => label.classList.add("lit"));
      mark.addEventListener("mouseleave", () => label.classList.remove("lit"));
    }
  }

  // Selecting words fills the field that had the focus last.
  let field = null;
  for (const input of all("[data-fills]", review)) input.addEventListener("focus", () => { field = input; });
  if (box) box.addEventListener("mouseup", () => {
    const words = String(getSelection()).trim();
    if (!field || !words || words.length > 200) return;
    field.value = /^[\d.,]+$/.test(words) ? words.replaceAll(",", "") : words;
    field.focus();
  });

  const press = (key) => review.querySelector(`[data-key="${key}"]`)?.click();
  const help = document.getElementById("keys-help");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && typing(document.activeElement)) { document.activeElement.blur(); return; }
    if (typing(event.target) || help.open) return;
    const does = {
      y: () => press("y"), n: () => press("n"), u: () => press("j"), j: () => press("j"), k: () => press("k"), z: () => press("z"),
      e: () => review.querySelector(".fields input, .fields select")?.focus(),
      "?": () => help.showModal(),
    }[event.key];
    if (does) { event.preventDefault(); does(); }
  });
  // Enter in a field means that the field was put right.
  review.querySelector(".fields")?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) { event.preventDefault(); press("f"); }
  });
})();
