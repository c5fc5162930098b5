/* Answers: closed until the reader has tried to recall them; opened by the reader, by a search or for print. */
"use strict";
{
  const root = document.documentElement;
  /** @type {HTMLDetailsElement[]} */
  const answers = [...document.querySelectorAll(/** @type {"details"} */ ("details.sg-answer"))];
  let remembered = "";
  /** @type {HTMLDetailsElement[]} */
  let closedBeforePrint = [];

  /** @param {boolean} open */
  function setAll(open) {
    for (const answer of answers) answer.open = open;
  }

  /* A reader who follows a link and comes back, or loads the page again, finds open what was open. */
  function rememberOpened() {
    const opened = sgOpening.opened(answers);
    if (opened.join() === remembered) return; // all answers at once are one change
    remembered = opened.join();
    history.replaceState({ ...history.state, sgOpen: opened }, "");
  }

  function addTools() {
    const tools = document.querySelector("[data-sg-tools]");
    if (!tools || !answers.length) return;
    tools.append(
      sgDom.button(["Show all", sgDom.unseen(" answers")], () => setAll(true)),
      sgDom.button(["Hide all", sgDom.unseen(" answers")], () => setAll(false)),
    );
  }

  /* Until the page has settled, closed answers are not laid out at all. */
  function settle() {
    requestAnimationFrame(() => requestAnimationFrame(() => {
      setTimeout(() => root.classList.add("sg-settled"), 200);
    }));
  }

  setAll(false);
  sgOpening.reopen(answers, history.state?.sgOpen);
  root.classList.add("sg-ready");
  addTools();
  addEventListener("load", settle);
  document.addEventListener("toggle", rememberOpened, true);
  addEventListener("beforeprint", () => {
    closedBeforePrint = answers.filter((answer) => !answer.open);
    setAll(true);
  });
  addEventListener("afterprint", () => {
    for (const answer of closedBeforePrint) answer.open = false;
  });
}
