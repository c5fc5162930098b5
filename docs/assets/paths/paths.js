/* Progress on the page of the reading paths: a checkbox for each question, kept in this browser, moved as a file.
   Without scripts the lists are complete and have no checkboxes. */
"use strict";
{
  const FILE = "study-progress.json";
  const KEPT_MS = 10_000; // how long a browser may take to begin the download of a file

  /** @type {NodeListOf<HTMLElement>} */
  const rows = document.querySelectorAll("[data-sg-question]");
  const known = idsOf(rows);
  const status = sgDom.element("p", "sg-progress__status");
  /** @type {(() => void)[]} what shows what is done */
  const shown = [];
  /** @type {Set<string>} */
  let done = new Set();

  /* ---- What is kept ---- */

  function load() {
    try {
      done = sgProgress.read() ?? new Set();
    } catch (error) {
      say(messageOf(error));
    }
  }

  /* Take over what another window has stored since; what cannot be read was reported when the page opened. */
  function reload() {
    try {
      done = sgProgress.read() ?? done;
    } catch {
      return;
    }
  }

  /**
   * @param {Set<string>} changed
   * @param {string} message what to say once it is stored
   */
  function save(changed, message) {
    done = changed;
    const saved = sgProgress.write(done);
    say(saved ? message : "This browser could not store your progress. Export it before you leave.");
    show();
  }

  /* ---- What the reader does ---- */

  /**
   * @param {string} id
   * @param {boolean} isDone
   */
  function mark(id, isDone) {
    reload();
    if (isDone) done.add(id);
    else done.delete(id);
    save(done, "");
  }

  function exportFile() {
    const link = sgDom.element("a");
    link.href = URL.createObjectURL(new Blob([sgProgress.serialise(done)], { type: "application/json" }));
    link.download = FILE;
    link.hidden = true;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
    say(`Exported ${sgCounts.questions(done.size)} as ${FILE}.`);
  }

  /** @param {File} file */
  function importFile(file) {
    // A character takes up to four bytes.
    if (file.size > 4 * sgProgress.MAX_CHARACTERS) say("The file was not imported: it is too large.");
    else file.text().then(importText, () => say("The file could not be read."));
  }

  /** @param {string} text */
  function importText(text) {
    /** @type {Set<string>} */
    let marked;
    try {
      marked = sgProgress.parse(text);
    } catch (error) {
      say(`The file was not imported: ${messageOf(error)}. Your progress is as it was.`);
      return;
    }
    reload();
    const sum = sgCounts.add(done, marked, known);
    save(sum.done, sum.message);
  }

  function reset() {
    if (!confirm("Reset your progress on all paths? Export it first if you may want it back.")) return;
    save(new Set(), "Your progress was reset.");
  }

  /* ---- What the page shows ---- */

  /** @param {string} message */
  function say(message) {
    status.textContent = message;
  }

  /** @param {unknown} error */
  function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
  }

  /** @param {Iterable<HTMLElement>} questions */
  function idsOf(questions) {
    return new Set(Array.from(questions, (row) => row.dataset.sgQuestion ?? ""));
  }

  function show() {
    for (const update of shown) update();
  }

  /**
   * A bar with its numbers in words.
   * @param {string} label
   * @param {Set<string>} ids the questions that it counts
   */
  function meter(label, ids) {
    const bar = sgDom.element("progress");
    const text = sgDom.element("span", "sg-meter__text");
    bar.max = ids.size;
    bar.setAttribute("aria-label", label);
    shown.push(() => {
      const count = sgCounts.done(ids, done);
      bar.value = count;
      text.textContent = `${count} of ${ids.size} done`;
    });
    return sgDom.element("div", "sg-meter", bar, text);
  }

  /** @param {HTMLElement} row */
  function addBox(row) {
    const { sgQuestion: id = "" } = row.dataset;
    const question = row.querySelector("a")?.textContent ?? "";
    const box = sgDom.doneBox(question, (checked) => mark(id, checked), "sg-step__box");
    row.prepend(box);
    shown.push(() => {
      box.checked = done.has(id);
      row.classList.toggle("sg-step__done", box.checked);
    });
  }

  /** @param {HTMLElement} place */
  function addTools(place) {
    const picker = sgDom.element("input");
    picker.type = "file";
    picker.accept = ".json,application/json";
    picker.hidden = true;
    picker.addEventListener("change", () => {
      if (picker.files?.length) importFile(picker.files[0]);
      picker.value = "";
    });
    status.setAttribute("role", "status");
    place.append(
      sgDom.element("h2", "sg-progress__title", "Your progress"),
      meter("Progress on all paths", known),
      sgDom.element(
        "div",
        "sg-progress__tools",
        sgDom.button(["Export"], exportFile),
        sgDom.button(["Import"], () => picker.click()),
        sgDom.button(["Reset"], reset),
      ),
      picker,
      sgDom.element("p", "sg-progress__note", "Kept in this browser only. Export it to move it or to keep a copy."),
      status,
    );
  }

  /** @param {Element} path */
  function addMeter(path) {
    const label = `Progress: ${path.querySelector("h2")?.textContent}`;
    path.querySelector(".sg-path__progress")?.append(meter(label, idsOf(path.querySelectorAll("[data-sg-question]"))));
  }

  /** @param {HTMLElement} place */
  function start(place) {
    addTools(place);
    document.querySelectorAll("[data-sg-path]").forEach(addMeter);
    rows.forEach(addBox);
    load();
    show();
    sgProgress.onChange(() => {
      load();
      show();
    });
  }

  /** @type {HTMLElement | null} */
  const place = document.querySelector("[data-sg-progress]");
  if (place) start(place);
}
