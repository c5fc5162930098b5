/* The tree of the mind map: which of its items are open, and which of them a filter shows. Draws nothing. */
"use strict";

/** @typedef {"topic" | "section" | "question"} MindMapKind */

/** A node of the map other than the hub. */
class MindMapItem {
  /** @type {this | null} */
  parent = null;
  /** @type {this[]} */
  children = [];
  open = true;
  /** Whether the filter asks for it. */
  isHit = false;
  /** Whether the filter leaves it out. */
  isOut = false;

  /**
   * @param {MindMapKind} kind
   * @param {string} text what the filter looks through
   */
  constructor(kind, text) {
    this.kind = kind;
    this.words = MindMapItem.fold(text);
  }

  /**
   * A text without its accents and capitals.
   * @param {string} text
   */
  static fold(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  /** @param {this[]} children */
  adopt(children) {
    this.children = children;
    for (const child of children) child.parent = this;
  }

  /** @returns {this} */
  get topic() {
    return this.parent ? this.parent.topic : this;
  }

  /** @returns {number} */
  get depth() {
    return this.parent ? this.parent.depth + 1 : 1;
  }

  get isBranch() {
    return this.children.length > 0;
  }

  /** @returns {boolean} */
  get isShown() {
    return !this.isOut && (!this.parent || (this.parent.open && this.parent.isShown));
  }

  /** @returns {this[]} */
  get shownChildren() {
    return this.open ? this.children.filter((child) => !child.isOut) : [];
  }

  /**
   * Whether opening the map down to a kind of node opens this one.
   * @param {MindMapKind} kind
   */
  opensAt(kind) {
    if (kind === "question") return true;
    return kind === "section" && this.children.some((child) => child.kind === "section");
  }

  /** Open the branch and everything around it. */
  reveal() {
    this.open = true;
    this.parent?.reveal();
  }

  /**
   * Mark the hits of the branch and open what leads to them; return whether it holds any.
   * @param {string[]} words
   * @returns {boolean}
   */
  find(words) {
    const holding = this.children.filter((child) => child.find(words));
    this.isHit = words.every((word) => this.words.includes(word));
    // A hit without hits below keeps its children, folded, for the reader to open.
    for (const child of this.children) child.isOut = holding.length > 0 && !holding.includes(child);
    this.open = holding.length > 0;
    return this.isHit || holding.length > 0;
  }
}

/**
 * @template {MindMapItem} Item
 */
class MindMapTree {
  /** @type {Map<Item, boolean> | null} which items were open before the filter was used */
  #kept = null;

  /** @param {Item[]} topics */
  constructor(topics) {
    this.topics = topics;
    /** In the order of the page. */
    this.items = topics.flatMap(MindMapTree.#branch);
  }

  /**
   * @template {MindMapItem} Item
   * @param {Item} item
   * @returns {Item[]}
   */
  static #branch(item) {
    return [item, ...item.children.flatMap(MindMapTree.#branch)];
  }

  get isFiltered() {
    return this.#kept !== null;
  }

  /** @param {MindMapKind} kind */
  isOpenDownTo(kind) {
    return this.items.filter((item) => item.isBranch).every((item) => item.open === item.opensAt(kind));
  }

  /** @param {MindMapKind} kind */
  openDownTo(kind) {
    for (const item of this.items) item.open = item.opensAt(kind);
  }

  /**
   * Show only the branches with all of the words, opened down to them; without words, what was open before.
   * @param {string} text
   * @returns {string} what was found, in words
   */
  filter(text) {
    const words = MindMapItem.fold(text).split(/\s+/).filter(Boolean);
    if (!words.length) return this.#clear();
    this.#kept ??= new Map(this.items.map((item) => [item, item.open]));
    for (const topic of this.topics) topic.isOut = !topic.find(words);
    return this.#describe();
  }

  #clear() {
    this.#kept?.forEach((open, item) => Object.assign(item, { open, isHit: false, isOut: false }));
    this.#kept = null;
    return "";
  }

  #describe() {
    const hits = this.items.filter((item) => item.isHit);
    const topics = new Set(hits.map((item) => item.topic)).size;
    if (!hits.length) return "No hits";
    return `${MindMapTree.#count(hits.length, "hit")} in ${MindMapTree.#count(topics, "topic")}`;
  }

  /**
   * @param {number} number
   * @param {string} word
   */
  static #count(number, word) {
    return `${number} ${word}${number === 1 ? "" : "s"}`;
  }
}
