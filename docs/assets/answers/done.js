/* Progress on the page of a topic: a box below each open answer marks its question as done, and the list of questions
   at the top shows which ones are. The page of the reading paths counts the same marks. */
"use strict";
{
  /** @type {((done: ReadonlySet<string>) => void)[]} what shows the marks */
  const marks = [];

  function stored() {
    try {
      return sgProgress.read() ?? new Set();
    } catch {
      return new Set(); // the page of the reading paths says why
    }
  }

  /**
   * @param {string} id
   * @param {boolean} isDone
   */
  function change(id, isDone) {
    const done = stored();
    if (isDone) done.add(id);
    else done.delete(id);
    sgProgress.write(done);
    show();
  }

  function show() {
    const done = stored();
    for (const mark of marks) mark(done);
  }

  /**
   * @param {string} id
   * @param {string} question
   */
  function box(id, question) {
    const input = sgDom.doneBox(question, (checked) => change(id, checked));
    marks.push((done) => { input.checked = done.has(id); });
    return sgDom.element("label", "sg-done", input, "Done");
  }

  /** @param {string} id */
  function showInList(id) {
    const link = document.querySelector(`.sg-index a[href='#${id}']`);
    if (!link) return;
    const sign = sgDom.unseen(" (done)");
    marks.push((done) => {
      link.parentElement?.classList.toggle("sg-index__done", done.has(id));
      if (done.has(id)) link.append(sign);
      else sign.remove();
    });
  }

  function addBoxes() {
    for (const question of document.querySelectorAll(".sg-question")) {
      const heading = question.querySelector("h2[id]");
      if (!heading) continue;
      question.querySelector(".sg-foot")?.prepend(box(heading.id, heading.firstChild?.textContent ?? ""));
      showInList(heading.id);
    }
    show();
    sgProgress.onChange(show);
  }

  // Firefox gives each page that is opened from disk a storage of its own: there, only the reading paths keep marks.
  const isAlone = location.protocol === "file:" && /Firefox/.test(navigator.userAgent);
  if (!isAlone) addBoxes();
}
