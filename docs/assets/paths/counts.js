/* Counts of what is done, and what an imported file adds to it. Draws nothing. */
"use strict";

const sgCounts = {
  /** @param {number} count */
  questions(count) {
    return `${count} ${count === 1 ? "question" : "questions"}`;
  },

  /**
   * How many of some questions are done.
   * @param {Iterable<string>} ids
   * @param {ReadonlySet<string>} done
   */
  done(ids, done) {
    return [...ids].filter((id) => done.has(id)).length;
  },

  /**
   * What is done once a file's marks are added, and the words that say what the file held. Ids that no path has are
   * left out: they may be another guide's.
   * @param {ReadonlySet<string>} done what was done before
   * @param {ReadonlySet<string>} marked the ids in the file
   * @param {ReadonlySet<string>} known the ids of all paths
   */
  add(done, marked, known) {
    const accepted = [...marked].filter((id) => known.has(id));
    const fresh = accepted.filter((id) => !done.has(id));
    const leftOut = marked.size - accepted.length;
    const message = `Imported ${sgCounts.questions(accepted.length)}, ${fresh.length} of them new.`;
    return {
      done: new Set([...done, ...fresh]),
      message: leftOut ? `${message} Left out ${sgCounts.questions(leftOut)} that no path has.` : message,
    };
  },
};
