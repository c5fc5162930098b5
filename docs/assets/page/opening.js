/* Which answers are open, and which of them a link opens. Draws nothing. */
"use strict";

const sgOpening = {
  /**
   * The answer that a link to a place opens: a plain link to a question leaves its answer closed. One from a search
   * result opens it, and so does a link to something inside the answer, such as a footnote.
   * @template Answer
   * @param {{ around: Answer | null, ofQuestion: Answer | null }} place the answer around the place, and the question's
   * @param {string} found the words that a search has found
   */
  answerFor({ around, ofQuestion }, found) {
    return around ?? (found ? ofQuestion : null);
  },

  /**
   * The positions of the open ones.
   * @param {readonly { open: boolean }[]} answers
   */
  opened(answers) {
    return [...answers.keys()].filter((index) => answers[index].open);
  },

  /**
   * Open what was open; an edited page may have fewer answers by now.
   * @param {readonly { open: boolean }[]} answers
   * @param {unknown} positions what `opened` returned, as it came back from outside
   */
  reopen(answers, positions) {
    if (!Array.isArray(positions)) return;
    positions.filter((index) => answers[index]).forEach((index) => { answers[index].open = true; });
  },
};
