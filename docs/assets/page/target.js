/* Goes where the address leads: to a question that has moved, into an answer, to the words that a search has found. */
"use strict";
{
  /** @typedef {HTMLDetailsElement | null} Answer */
  const ANSWER = "details.sg-answer";

  /** @param {string} found */
  function openTarget(found) {
    const place = document.getElementById(sgAddress.id(location.hash));
    if (!place) return;
    const moved = /** @type {HTMLAnchorElement | null} */ (place.querySelector("a[data-sg-moved]"));
    if (moved) location.replace(moved.href);
    else show(place, found);
  }

  /**
   * @param {HTMLElement} place
   * @param {string} found
   */
  function show(place, found) {
    const question = place.closest(".sg-question");
    const around = /** @type {Answer} */ (place.closest(ANSWER));
    const ofQuestion = /** @type {Answer} */ (question?.querySelector(ANSWER) ?? null);
    if (found) sgFound.mark(question ?? place, found);
    const answer = sgOpening.answerFor({ around, ofQuestion }, found);
    if (!answer || answer.open) return;
    answer.open = true;
    place.scrollIntoView();
  }

  addEventListener("hashchange", () => openTarget(""));
  openTarget(document.documentElement.dataset.sgFound ?? "");
}
