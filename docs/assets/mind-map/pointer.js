/* What the pointer does to the mind map: it drags the map, and zooms with Ctrl and the wheel. */
"use strict";

class MindMapPointer {
  /** @param {MindMapView} map */
  constructor(map) {
    this.map = map;
    map.view.addEventListener("pointerdown", (event) => this.#drag(event));
    map.view.addEventListener("wheel", (event) => this.#zoom(event), { passive: false });
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    const { view } = this.map;
    const isOnControl = /** @type {Element} */ (event.target).closest("a, button");
    if (event.button || event.pointerType !== "mouse" || isOnControl || !this.map.isWide) return;
    const from = { x: event.clientX, y: event.clientY, left: view.scrollLeft, top: view.scrollTop };
    const move = (/** @type {PointerEvent} */ { clientX, clientY }) => {
      view.scrollLeft = from.left - (clientX - from.x);
      view.scrollTop = from.top - (clientY - from.y);
    };
    const stop = () => {
      view.classList.remove("sg-map__view--dragged");
      view.removeEventListener("pointermove", move);
    };
    view.setPointerCapture(event.pointerId);
    view.classList.add("sg-map__view--dragged");
    view.addEventListener("pointermove", move);
    view.addEventListener("lostpointercapture", stop, { once: true });
  }

  /** @param {WheelEvent} event */
  #zoom(event) {
    if (!event.ctrlKey || !this.map.isWide) return;
    event.preventDefault();
    const { left, top } = this.map.view.getBoundingClientRect();
    const factor = Math.exp(-Math.sign(event.deltaY) * Math.min(0.2, Math.abs(event.deltaY) / 300));
    this.map.zoomTo(this.map.zoom * factor, event.clientX - left, event.clientY - top);
  }
}
