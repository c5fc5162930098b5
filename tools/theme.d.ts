/** What the site's scripts take from the theme. */

/** The theme's search worker as a text; studyguide/vendor.py writes the script that sets it. */
interface Window {
  __sgSearchWorker: string;
}

/** The search library in the theme's worker, as far as it is used. */
declare namespace lunr {
  interface Clause {
    term: string;
    boost: number;
  }

  interface Index {
    invertedIndex: Record<string, unknown>;
    pipeline: { runString(word: string): string[] };
  }

  const Builder: { prototype: { build(): Index } };
  const QueryParser: { prototype: { parse(): { clauses: Clause[] } } };
  function stopWordFilter(word: string): string | undefined;
}
