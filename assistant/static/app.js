// The part of the chat that Gradio has no component for: source cards that show a page's picture.
import { showPage, turnPage } from "/statisk/page.js";

(() => {
  const root = document.documentElement;
  const language = root.dataset.language || "da";
  let latest = 0;
  let ready = false;

  // Gradio has no Danish and sets the language of its own texts.
  const keepLanguage = () => {
    if (root.lang !== language) root.lang = language;
  };
  new MutationObserver(keepLanguage).observe(root, { attributes: true, attributeFilter: ["lang"] });

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
      const turn = turner.closest(".rv-turn");
      if (turn) turnPage(turner, turn.querySelector("[aria-pressed=true]"));
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
