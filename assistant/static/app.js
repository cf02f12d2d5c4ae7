"use strict";
// The part of the page that Gradio has no component for: source cards that show a page's picture.
// All words come from the server in data attributes; text is only ever set as text.
(() => {
  const root = document.documentElement;
  const language = root.dataset.language || "da";
  let latest = 0;
  let ready = false;
  let request = 0;
  let picture = "";

  // Gradio has no Danish and sets the language of its own texts.
  const keepLanguage = () => {
    if (root.lang !== language) root.lang = language;
  };
  new MutationObserver(keepLanguage).observe(root, { attributes: true, attributeFilter: ["lang"] });

  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

  const reducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const scrollTo = (element, block) =>
    element.scrollIntoView({ block, behavior: reducedMotion() ? "auto" : "smooth" });

  function showTurn(turn) {
    for (const other of document.querySelectorAll(".rv-turn")) {
      other.classList.toggle("rv-current", other === turn);
    }
  }

  function choose(button) {
    const turn = button.closest(".rv-turn");
    showTurn(turn);
    for (const other of turn.querySelectorAll(".rv-choose")) {
      other.setAttribute("aria-pressed", String(other === button));
      other.closest(".rv-card").classList.toggle("rv-chosen", other === button);
    }
    const address = `#${button.closest(".rv-card").id}`;
    for (const reference of document.querySelectorAll(".rv-ref")) {
      reference.classList.toggle("rv-chosen", reference.getAttribute("href") === address);
    }
    showPage(turn.querySelector(".rv-view"), button, Number(button.dataset.page));
  }

  async function showPage(view, button, page) {
    const { document: id, title, marks } = button.dataset;
    const cited = Number(button.dataset.page);
    const count = Number(button.dataset.pages);
    const frame = view.querySelector(".rv-frame");
    const image = view.querySelector(".rv-picture");
    const status = view.querySelector(".rv-status");
    const mine = ++request;
    view.dataset.shown = String(page);
    view.querySelector(".rv-caption").textContent = fill(view.dataset.pageOf, { page, count });
    view.querySelector(".rv-back").hidden = page === cited;
    for (const turner of view.querySelectorAll(".rv-turn-page")) {
      const next = page + Number(turner.dataset.step);
      turner.disabled = next < 1 || next > count;
    }
    status.textContent = view.dataset.loadingPage;
    view.classList.add("rv-loading");
    const query = page === cited && marks ? `?marks=${marks}` : "";
    try {
      const response = await fetch(`/side/${id}/${page}.png${query}`);
      if (mine !== request) return;
      if (!response.ok) {
        const plain = (response.headers.get("Content-Type") || "").startsWith("text/plain");
        throw new Error(plain ? await response.text() : view.dataset.pictureFailed);
      }
      const mark = response.headers.get("X-Mark");
      const address = URL.createObjectURL(await response.blob());
      if (mine !== request) return URL.revokeObjectURL(address);
      URL.revokeObjectURL(picture);
      picture = address;
      image.src = address;
      image.alt = fill(view.dataset.pictureOf, { title, page });
      await image.decode();
      if (mine !== request) return;
      image.hidden = false;
      status.textContent = page === cited && !mark ? view.dataset.noMark : "";
      const [left, top, right, bottom] = mark ? mark.split(" ").map(Number) : [0, 0, 0, 0];
      frame.scrollTop = place(top, bottom, image.offsetHeight, frame.clientHeight, 90);
      frame.scrollLeft = place(left, right, image.offsetWidth, frame.clientWidth, 0);
    } catch (error) {
      if (mine !== request) return;
      image.hidden = true;
      // A failed fetch speaks English; a refusal carries the server's own words.
      status.textContent = error instanceof TypeError ? view.dataset.pictureFailed : error.message;
    } finally {
      if (mine === request) view.classList.remove("rv-loading");
    }
  }

  // How far to scroll so that a mark, given in shares of a length, is seen: whole where it fits.
  // With `room`, so much is seen before it too; without, as little as possible is scrolled.
  function place(start, end, length, seen, room) {
    const least = end * length - seen + 24;
    const roomy = start * length - Math.min(room, seen * 0.3);
    return Math.max(0, Math.min(room ? Math.max(roomy, least) : least, start * length - 24));
  }

  // Gradio replaces the cards whenever an answer comes: then the newest answer is shown.
  function refresh() {
    const turns = [...document.querySelectorAll(".rv-turn")];
    if (turns.length === 0) {
      latest = 0;
      return;
    }
    const newest = turns[turns.length - 1];
    if (Number(newest.dataset.turn) === latest && document.querySelector(".rv-current")) return;
    latest = Number(newest.dataset.turn);
    showTurn(newest);
    const first = newest.querySelector(".rv-choose");
    if (first) choose(first);
  }

  // Gradio names its messages in English, with their source text.
  function nameMessages() {
    const words = document.querySelector(".rv-top")?.dataset;
    if (!words) return;
    document.querySelector("#rv-chat [role=log]")?.setAttribute("aria-label", words.chat);
    for (const message of document.querySelectorAll("#rv-chat [data-testid]")) {
      const name = { user: words.asked, bot: words.answered }[message.dataset.testid];
      if (name && message.getAttribute("aria-label") !== name) {
        message.setAttribute("aria-label", name);
      }
    }
  }

  // Where there is a keyboard, it can be used at once.
  function startTyping() {
    if (ready || !document.querySelector(".rv-top[data-ready]")) return;
    ready = true;
    const field = document.querySelector("#rv-question textarea");
    if (matchMedia("(pointer: fine)").matches) field?.focus({ preventScroll: true });
  }

  function follow(reference) {
    const card = document.getElementById(reference.getAttribute("href").slice(1));
    const button = card?.querySelector(".rv-choose");
    if (!button) return;
    choose(button);
    button.focus({ preventScroll: true });
    const narrow = matchMedia("(max-width: 899px)").matches;
    scrollTo(card, narrow ? "start" : "nearest");
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const reference = target?.closest(".rv-ref");
    const card = target?.closest(".rv-choose");
    const turner = target?.closest(".rv-turn-page, .rv-back");
    if (reference) {
      event.preventDefault();
      follow(reference);
    } else if (card) {
      choose(card);
    } else if (turner) {
      const view = turner.closest(".rv-view");
      const chosen = view.closest(".rv-turn").querySelector("[aria-pressed=true]");
      const step = Number(turner.dataset.step || 0);
      const page = step ? Number(view.dataset.shown) + step : Number(chosen.dataset.page);
      showPage(view, chosen, page);
    } else if (target?.closest(".rv-skip")) {
      event.preventDefault();
      document.querySelector("#rv-question textarea")?.focus();
    }
  });

  document.addEventListener("keydown", (event) => {
    const reference = event.target instanceof Element && event.target.closest(".rv-ref");
    if (reference && event.key === " ") {
      event.preventDefault();
      follow(reference);
    }
  });

  new MutationObserver(() => {
    keepLanguage();
    refresh();
    nameMessages();
    startTyping();
  }).observe(root, { childList: true, subtree: true });
})();
