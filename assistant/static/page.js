// A page's picture with its marks, shown in a figure; what is shown comes from a button's data
// attributes. All words come from the server; text is only ever set as text.
const requests = new WeakMap();
const pictures = new Map();

export const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

// Shows a page of the document that `source` names; the marks only on the page it cites.
export async function showPage(view, source, page) {
  const { document: id, title, marks } = source.dataset;
  const cited = Number(source.dataset.page);
  const count = Number(source.dataset.pages);
  const frame = view.querySelector(".rv-frame");
  const image = view.querySelector(".rv-picture");
  const status = view.querySelector(".rv-status");
  const mine = (requests.get(view) || 0) + 1;
  const current = () => requests.get(view) === mine;
  requests.set(view, mine);
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
    if (!current()) return;
    if (!response.ok) {
      const plain = (response.headers.get("Content-Type") || "").startsWith("text/plain");
      throw new Error(plain ? await response.text() : view.dataset.pictureFailed);
    }
    const mark = response.headers.get("X-Mark");
    const address = URL.createObjectURL(await response.blob());
    if (!current()) return URL.revokeObjectURL(address);
    keep(view, address);
    image.src = address;
    image.alt = fill(view.dataset.pictureOf, { title, page });
    await image.decode();
    if (!current()) return;
    image.hidden = false;
    status.textContent = page === cited && !mark ? view.dataset.noMark : "";
    const [left, top, right, bottom] = mark ? mark.split(" ").map(Number) : [0, 0, 0, 0];
    frame.scrollTop = place(top, bottom, image.offsetHeight, frame.clientHeight, 90);
    frame.scrollLeft = place(left, right, image.offsetWidth, frame.clientWidth, 0);
  } catch (error) {
    if (!current()) return;
    image.hidden = true;
    // A failed fetch speaks English; a refusal carries the server's own words.
    status.textContent = error instanceof TypeError ? view.dataset.pictureFailed : error.message;
  } finally {
    if (current()) view.classList.remove("rv-loading");
  }
}

// Shows the page that a button of the figure turns to; one without a step goes back to the mark.
export function turnPage(turner, source) {
  const view = turner.closest(".rv-view");
  const step = Number(turner.dataset.step || 0);
  const page = step ? Number(view.dataset.shown) + step : Number(source.dataset.page);
  showPage(view, source, page);
}

// Pictures are freed when another takes their place, or when their figure has gone.
function keep(view, address) {
  for (const [other, old] of pictures) {
    if (other === view || !other.isConnected) {
      URL.revokeObjectURL(old);
      pictures.delete(other);
    }
  }
  pictures.set(view, address);
}

// How far to scroll so that a mark, given in shares of a length, is seen: whole where it fits.
// With `room`, so much is seen before it too; without, as little as possible is scrolled.
function place(start, end, length, seen, room) {
  const least = end * length - seen + 24;
  const roomy = start * length - Math.min(room, seen * 0.3);
  return Math.max(0, Math.min(room ? Math.max(roomy, least) : least, start * length - 24));
}
