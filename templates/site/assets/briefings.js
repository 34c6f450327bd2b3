// What scripts add: search, the passage beside its citation, the place in the contents. Everything reads without them.
(() => {
  "use strict";
  const base = document.body.dataset.base.replace(/\/?$/, "/");

  // ------------------------------------------------------------------ search
  const form = document.querySelector(".search");
  const results = document.getElementById("search-results");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const LIMIT = 20;
  let index = null;

  const load = async () => {
    if (index) return index;
    const response = await fetch(base + "search/search_index.json");
    const entries = (await response.json()).docs;
    index = entries.filter((entry) => !entry.location.includes("#")).map((entry) => {
      return { ...entry, words: fold(entry.title + " " + entry.text).split(/[^\p{L}\p{N}]+/u), heading: fold(entry.title) };
    });
    return index;
  };

  const score = (entry, terms) => {
    let total = 0;
    for (const term of terms) {
      let hits = 0;
      for (const word of entry.words) if (word.startsWith(term)) hits += word === term ? 2 : 1;
      if (!hits) return 0;
      total += Math.log1p(hits) + (entry.heading.includes(term) ? 4 : 0);
    }
    return total + (entry.location.startsWith("stories/") ? 2 : 0) - (entry.location.startsWith("articles/") ? 1 : 0);
  };

  // The text around the first word that fits, with the words that fit marked; text nodes only, never markup.
  const excerpt = (text, terms) => {
    const paragraph = document.createElement("p");
    const pieces = text.split(/([\p{L}\p{N}]+)/u);
    const fits = (piece) => terms.some((term) => fold(piece).startsWith(term));
    const first = Math.max(0, pieces.findIndex(fits) - 16);
    if (first) paragraph.append("… ");
    for (const piece of pieces.slice(first, first + 60)) {
      if (piece && fits(piece)) {
        const mark = document.createElement("mark");
        mark.textContent = piece;
        paragraph.append(mark);
      } else paragraph.append(piece);
    }
    if (pieces.length > first + 60) paragraph.append(" …");
    return paragraph;
  };

  const search = async (input) => {
    const terms = fold(input.value).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    if (!terms.length) {
      results.hidden = true;
      return;
    }
    let entries;
    try {
      entries = await load();
    } catch {
      results.replaceChildren("The search index could not be loaded.");
      results.hidden = false;
      return;
    }
    const found = entries.map((entry) => [score(entry, terms), entry]).filter(([total]) => total > 0);
    found.sort((one, other) => other[0] - one[0] || (one[1].location < other[1].location ? -1 : 1));
    const list = document.createElement("ol");
    for (const [, entry] of found.slice(0, LIMIT)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = base + entry.location;
      link.textContent = entry.title;
      item.append(link, excerpt(entry.text, terms));
      list.append(item);
    }
    const said = document.createElement("p");
    said.textContent = found.length === 1 ? "1 page" : `${found.length} pages` + (found.length > LIMIT ? `, the first ${LIMIT} shown` : "");
    results.replaceChildren(said, list);
    results.hidden = false;
  };

  if (form && window.fetch) {
    const input = form.querySelector("input");
    let timer = 0;
    form.hidden = false;
    form.addEventListener("submit", (event) => { event.preventDefault(); search(input); });
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 120, input); });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { results.hidden = true; hide(); }
    });
  }

  // ------------------------------------------------------- citation previews
  const pages = new Map();
  let preview = null;
  let wanted = null;

  const passage = async (url) => {
    const address = url.href.split("#")[0];
    if (!pages.has(address)) {
      pages.set(address, fetch(address).then((response) => response.text()).then((text) => new DOMParser().parseFromString(text, "text/html")));
    }
    const page = await pages.get(address);
    const target = page.getElementById(decodeURIComponent(url.hash.slice(1)));
    const words = target && (target.querySelector("blockquote") || target).textContent.trim();
    const standing = page.querySelector(".standing p");
    return words ? [words, standing ? standing.textContent.split(" · ").slice(0, 2).join(" · ").trim() : ""] : null;
  };

  const hide = () => {
    wanted = null;
    if (preview) preview.remove();
    preview = null;
  };

  const show = async (link) => {
    hide();
    wanted = link;
    let texts = null;
    try {
      texts = await passage(new URL(link.href));
    } catch {
      return;
    }
    if (wanted !== link || !texts) return;
    preview = document.createElement("div");
    preview.className = "preview";
    preview.setAttribute("role", "tooltip");
    preview.id = "citation-preview";
    for (const text of texts.filter(Boolean)) {
      const paragraph = document.createElement("p");
      paragraph.textContent = text;
      preview.append(paragraph);
    }
    document.body.append(preview);
    link.setAttribute("aria-describedby", preview.id);
    put();
  };

  // Beside its citation, above it where there is no room below; again whenever the page moves.
  const put = () => {
    if (!preview) return;
    const place = wanted.getBoundingClientRect();
    const left = Math.min(place.left - preview.offsetWidth / 2, document.documentElement.clientWidth - preview.offsetWidth - 8);
    const below = place.bottom + preview.offsetHeight + 12 < window.innerHeight;
    preview.style.left = `${Math.max(8, left)}px`;
    preview.style.top = `${below ? place.bottom + 8 : place.top - preview.offsetHeight - 8}px`;
  };

  if (location.protocol.startsWith("http")) {
    for (const link of document.querySelectorAll('sup a[href*="articles/"]')) {
      link.addEventListener("mouseenter", () => show(link));
      link.addEventListener("focus", () => show(link));
      link.addEventListener("mouseleave", hide);
      link.addEventListener("blur", hide);
    }
    window.addEventListener("scroll", put, { passive: true });
    window.addEventListener("resize", put);
  }

  // ------------------------------------------------------ place in the contents
  const entries = new Map([...document.querySelectorAll(".toc a")].map((link) => [link.hash.slice(1), link]));
  if (entries.size && "IntersectionObserver" in window) {
    const observer = new IntersectionObserver((seen) => {
      for (const one of seen.filter((entry) => entry.isIntersecting)) {
        for (const link of entries.values()) link.removeAttribute("aria-current");
        entries.get(one.target.id).setAttribute("aria-current", "true");
      }
    }, { rootMargin: "0px 0px -75% 0px" });
    for (const heading of document.querySelectorAll("h2[id]")) if (entries.has(heading.id)) observer.observe(heading);
  }
})();
