/* The filter of the page with all questions: by words, level and tag. Without it the page is complete.
   The address keeps what was chosen (questions.html?level=beginner), so that a selection can be linked to. */
"use strict";
{
  /** @param {HTMLElement} place */
  function addFilter(place) {
    /** @type {NodeListOf<HTMLElement>} */
    const lists = document.querySelectorAll(".sg-list");
    const rows = Array.from(document.querySelectorAll(".sg-row"), readRow);
    const controls = {
      words: wordsField(),
      level: select(place.dataset.levels ?? "", "All levels"),
      tag: select(place.dataset.tags ?? "", "All tags"),
    };
    const clear = sgDom.button(["Clear"], () => {
      show({ words: "", level: "", tag: "" });
      controls.words.focus();
    });
    const count = sgDom.element("p", "sg-filter__count");
    count.setAttribute("role", "status");

    function chosen() {
      return { words: controls.words.value, level: controls.level.value, tag: controls.tag.value };
    }

    function apply() {
      const wanted = chosen();
      for (const { row, question } of rows) row.hidden = !sgMatching.matches(question, wanted);
      for (const list of lists) list.hidden = !list.querySelector(".sg-row:not([hidden])");
      count.textContent = sgMatching.summary(rows.filter(({ row }) => !row.hidden).length, rows.length);
      clear.hidden = Object.values(wanted).every((value) => !value);
      keepAddress(wanted);
    }

    /** @param {Wanted} wanted */
    function show(wanted) {
      controls.words.value = wanted.words;
      choose(controls.level, wanted.level);
      choose(controls.tag, wanted.tag);
      apply();
    }

    for (const control of Object.values(controls)) control.addEventListener("input", apply);
    place.append(
      field("Words", controls.words), field("Level", controls.level), field("Tag", controls.tag), clear, count,
    );
    show(sgMatching.fromParameters(new URLSearchParams(location.search)));
  }

  /** @param {Element} element */
  function readRow(element) {
    const row = /** @type {HTMLElement} */ (element);
    const text = row.querySelector("a")?.textContent ?? "";
    const { level = "", tags = "" } = row.dataset;
    return { row, question: { text: text.toLowerCase(), level, tags: tags.split(" ") } };
  }

  /**
   * @param {string} label
   * @param {HTMLElement} control
   */
  function field(label, control) {
    return sgDom.element("label", "sg-filter__field", label, control);
  }

  function wordsField() {
    const control = sgDom.element("input");
    control.type = "search";
    control.placeholder = "Words in the question";
    return control;
  }

  /**
   * @param {string} values with spaces between them
   * @param {string} all the name of the choice of everything
   */
  function select(values, all) {
    const control = sgDom.element("select");
    control.add(new Option(all, ""));
    for (const value of values.split(" ").filter(Boolean)) {
      control.add(new Option(value.charAt(0).toUpperCase() + value.slice(1), value));
    }
    return control;
  }

  /**
   * @param {HTMLSelectElement} control
   * @param {string} value everything is chosen where there is no such choice
   */
  function choose(control, value) {
    control.value = value;
    if (control.selectedIndex < 0) control.value = "";
  }

  /** @param {Wanted} wanted */
  function keepAddress(wanted) {
    const parameters = sgMatching.toParameters(wanted);
    if (!parameters.toString() && !location.search) return;
    history.replaceState(history.state, "", sgAddress.withParameters(location, parameters));
  }

  /** @type {HTMLElement | null} */
  const place = document.querySelector("[data-sg-filter]");
  if (place) addFilter(place);
}
