// What scripts add: search, the passage beside its citation, the place in the contents. Everything reads without them.
(() => {
  "use strict";
  const base = new URL(document.body.dataset.base.replace(/\/?$/, "/"), document.baseURI).href;
  const served = location.protocol.startsWith("http");
  const make = (name, className, ...content) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...content);
    return element;
  };

  // ------------------------------------------------------------------ search
  // An engine is a function of the words and the chosen filters. It gives the number of pages, how to get each (address,
  // title, kind, month, and the text in pieces, every second one a word that was found), and for each filter its values
  // with their numbers. All text is put into the page as text, never as markup.
  const FILTERS = { actor: "Any actor", source: "Any source", month: "Any month" };
  const KINDS = { story: "Story", storyline: "Storyline", actor: "Actor", source: "Source", place: "Place" };
  const NAMED = ["actor", "place", "source", "storyline"];
  const SHOWN = 10, CHOICES = 40, ACTORS = 8, LIKELY = 4, CALLED = 100, AROUND = 16, EXCERPT = 60;
  const fold = (text) => (/[\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]/.test(text) ? text.normalize("NFKD").replace(/\p{M}/gu, "") : text).toLowerCase();

  const engines = {
    // Pagefind, which loads of its index only what the words need.
    async pagefind() {
      const found = await import(base + "pagefind/pagefind.js");
      await found.options({ excerptLength: 24, baseUrl: "/" });
      await found.filters();
      const plain = (text) => text.replace(/&(lt|gt|amp|quot|#39);/g, (all, name) => ({ lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'" })[name]);
      return async (words, filters) => {
        const { results, filters: counts } = await found.search(words, { filters });
        // A page that is called what was asked for comes first; pages that speak of it more often do not hide it.
        const named = await found.search(words, { filters: { ...filters, kind: { any: NAMED } } });
        const likely = await Promise.all(named.results.slice(0, LIKELY).map(async (one) => [(await one.data()).meta.title, one.id]));
        const called = new Set(likely.filter(([title]) => fold(title) === fold(words)).map(([, id]) => id));
        const ranked = [...results.filter((one) => called.has(one.id)), ...results.filter((one) => !called.has(one.id))];
        return {
          total: results.length,
          counts,
          pages: ranked.map((result) => async () => {
            const { raw_url: url, url: other, meta, excerpt } = await result.data();
            return { ...meta, href: base + (url || other).replace(/^\//, ""), pieces: excerpt.split(/<\/?mark>/).map(plain) };
          }),
        };
      };
    },

    // One file of headlines, briefs and names: every word must begin a word of the page.
    async index() {
      const { docs, actors, sources } = await (await fetch(base + "search/search_index.json")).json();
      for (const page of docs) {
        const names = page.actors.map((one) => actors[one]);
        page.actor = names.slice(0, ACTORS);
        page.source = page.sources.map((one) => sources[one]);
        page.heading = fold(page.title);
        page.names = [page.also, ...names].filter(Boolean).join(", ");
        page.words = fold([page.title, page.names, page.text].join(" "));
      }
      const isCalled = (page, whole) => page.heading === whole || (page.kind !== "story" && fold(page.also).split(", ").includes(whole));
      const weigh = (page, terms, whole) => {
        let total = page.kind === "story" ? 2 : page.kind === "actor" ? 1 : 0;
        for (const term of terms) {
          const hits = (page.words.match(term) || []).length;
          if (!hits) return 0;
          total += Math.log1p(hits) + (page.heading.search(term) < 0 ? 0 : 4);
        }
        return isCalled(page, whole) ? total + CALLED : total;
      };
      const excerpt = (page, terms) => {
        const fits = (piece) => terms.some((term) => fold(piece).startsWith(term));
        const named = page.names && !page.text.split(/[^\p{L}\p{N}]+/u).some(fits);
        const all = (named ? page.names : page.text).split(/([\p{L}\p{N}]+)/u);
        const first = Math.max(0, all.findIndex(fits) - AROUND);
        const pieces = [first ? "… " : ""];
        for (const piece of all.slice(first, first + EXCERPT)) {
          if (piece && fits(piece)) pieces.push(piece, "");
          else pieces[pieces.length - 1] += piece;
        }
        if (all.length > first + EXCERPT) pieces[pieces.length - 1] += " …";
        return pieces;
      };
      const values = (page, name) => (name === "month" ? (page.month ? [page.month] : []) : page[name]);
      return async (words, filters) => {
        const terms = fold(words).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
        const whole = fold(words).trim();
        const begins = terms.map((term) => new RegExp(`(?<![\\p{L}\\p{N}])${term}`, "gu"));
        const chosen = Object.entries(filters);
        const found = [];
        const counts = { actor: {}, source: {}, month: {} };
        for (const page of terms.length ? docs : []) {
          const weight = weigh(page, begins, whole);
          if (!weight || !chosen.every(([name, value]) => values(page, name).includes(value))) continue;
          found.push([weight, page]);
          for (const name in counts) for (const value of values(page, name)) counts[name][value] = (counts[name][value] || 0) + 1;
        }
        found.sort((one, other) => other[0] - one[0] || (one[1].location < other[1].location ? -1 : 1));
        const pages = found.map(([, page]) => async () => ({ ...page, href: base + page.location, pieces: excerpt(page, terms) }));
        return { total: found.length, counts, pages };
      };
    },
  };

  const form = document.querySelector(".search");
  const results = document.getElementById("search-results");
  if (form && !served) form.hidden = true; // a page opened as a file may fetch nothing
  if (form && served) {
    const input = form.querySelector("input");
    const said = make("p");
    const choices = make("div", "filters");
    const list = make("ol");
    const more = make("button", "", "More");
    const chosen = {};
    let engine = null, asked = 0, timer = 0;
    said.setAttribute("role", "status");
    more.type = "button";
    results.append(said, choices, list, more);

    const month = (value) => new Date(value + "-15T12:00:00Z").toLocaleDateString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

    const draw = async (pages) => {
      for (const { href, title, kind, month: when, pieces } of await Promise.all(pages.map((get) => get()))) {
        const link = make("a", "", title);
        link.href = href;
        const text = make("p", "", ...pieces.map((piece, place) => (place % 2 ? make("mark", "", piece) : piece)));
        list.append(make("li", "", make("span", "kind", [KINDS[kind], when && month(when)].filter(Boolean).join(" · ")), make("div", "", link), text));
      }
    };

    const offer = (counts) => {
      const fields = [];
      for (const [name, all] of Object.entries(FILTERS)) {
        const values = Object.entries(counts[name] || {}).filter(([value, count]) => count || value === chosen[name]);
        values.sort(name === "month" ? (one, other) => (one[0] < other[0] ? 1 : -1) : (one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
        if (values.length < 2 && !chosen[name]) continue;
        const field = make("select", "", new Option(all, ""));
        for (const [value, count] of values.slice(0, CHOICES)) field.append(new Option(`${name === "month" ? month(value) : value} (${count})`, value, false, value === chosen[name]));
        field.setAttribute("aria-label", all.replace("Any", "Only this"));
        field.dataset.filter = name;
        fields.push(field);
      }
      const focused = choices.contains(document.activeElement) && document.activeElement.dataset.filter;
      choices.replaceChildren(...fields);
      if (focused) choices.querySelector(`[data-filter="${focused}"]`)?.focus();
    };

    const close = () => { asked++; results.hidden = true; };

    const search = async () => {
      const turn = ++asked;
      const words = input.value.trim();
      if (!words) return close();
      let found;
      try {
        engine ||= engines[document.body.dataset.search]();
        found = await (await engine)(words, chosen);
        if (turn !== asked) return;
        const first = found.pages.splice(0, SHOWN);
        list.replaceChildren();
        await draw(first);
        offer(found.counts);
      } catch {
        engine = null;
        if (turn !== asked) return;
        list.replaceChildren();
        said.textContent = "The search index could not be loaded.";
        more.hidden = true;
        results.hidden = false;
        return;
      }
      said.textContent = found.total === 1 ? "1 page" : `${found.total} pages`;
      more.hidden = !found.pages.length;
      more.onclick = async () => {
        const last = list.lastElementChild;
        await draw(found.pages.splice(0, SHOWN));
        more.hidden = !found.pages.length;
        last.nextElementSibling?.querySelector("a").focus();
      };
      results.hidden = false;
    };

    form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 120); });
    input.addEventListener("focus", () => { if (input.value && results.hidden) search(); });
    choices.addEventListener("change", ({ target }) => {
      if (target.value) chosen[target.dataset.filter] = target.value;
      else delete chosen[target.dataset.filter];
      search();
    });
    // Arrows go from the words through what was found; Escape goes back to the words, then closes.
    document.addEventListener("keydown", (event) => {
      if (results.hidden) return;
      const stops = [input, ...list.querySelectorAll("a")];
      const place = stops.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") { close(); input.focus(); close(); }
      else if (step && place >= 0 && stops[place + step]) { event.preventDefault(); stops[place + step].focus(); }
    });
    document.addEventListener("pointerdown", (event) => { if (!results.contains(event.target) && !form.contains(event.target)) close(); });
    results.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget && !results.contains(relatedTarget) && relatedTarget !== input) close(); });
  }

  // ------------------------------------------------------- citation previews
  // The cited words with those around them, the outlet and the day, from the article's own page. By hovering and focus;
  // on a touch screen by the first tap, with a link to go on.
  const pages = new Map();
  const BESIDE = 160;
  let preview = null, wanted = null, timer = 0;

  const read = async (url) => {
    const address = url.href.split("#")[0];
    if (!pages.has(address)) pages.set(address, fetch(address).then((response) => response.text()).then((text) => new DOMParser().parseFromString(text, "text/html")));
    const page = await pages.get(address);
    const target = page.getElementById(decodeURIComponent(url.hash.slice(1)));
    const passage = target?.closest(".passage");
    if (!passage) return null;
    const whole = passage.querySelector("blockquote");
    const words = (element) => element?.matches(".passage") ? element.querySelector("blockquote")?.textContent.trim() : element ? "[…]" : "";
    const cited = whole.contains(target) ? target : whole;
    const range = page.createRange();
    const part = (start, end) => { range.setStart(...start); range.setEnd(...end); return range.toString(); };
    const text = make("p");
    if (cited === whole) text.append(make("mark", "", whole.textContent.trim()));
    else text.append(part([whole, 0], [cited, 0]), make("mark", "", cited.textContent), part([cited, cited.childNodes.length], [whole, whole.childNodes.length]));
    const from = page.querySelector(".standing p")?.textContent.split(" · ") || [];
    const day = from.find((one) => /^\s*(\d|Day unknown|January|February|March|April|May|June|July|August|September|October|November|December)/.test(one)) || "";
    const before = words(passage.previousElementSibling?.matches(".passage, p") ? passage.previousElementSibling : null);
    const after = words(passage.nextElementSibling?.matches(".passage") || passage.nextElementSibling?.textContent.trim() === "[…]" ? passage.nextElementSibling : null);
    const around = (words, end) => {
      if (!words || words === "[…]") return "";
      if (words.length <= BESIDE) return make("p", "around", words);
      return make("p", "around", end ? words.slice(0, BESIDE).replace(/\S*$/, "…") : words.slice(-BESIDE).replace(/^\S*/, "…"));
    };
    return [make("p", "from", [from[0]?.replace(/^\s*(Unnamed outlet) \(.*/s, "$1"), day.split("(")[0]].map((one) => (one || "").trim()).filter(Boolean).join(" · ")), around(before), text, around(after, true)].filter(Boolean);
  };

  const hide = () => {
    clearTimeout(timer);
    wanted?.removeAttribute("aria-describedby");
    wanted = null;
    preview?.remove();
    preview = null;
  };
  const leave = () => { clearTimeout(timer); timer = setTimeout(hide, 200); };

  const show = async (link, touched) => {
    if (wanted === link && preview) return clearTimeout(timer);
    hide();
    wanted = link;
    let parts = null;
    try {
      parts = await read(new URL(link.href));
    } catch {
      parts = null;
    }
    if (wanted !== link) return;
    if (!parts) {
      wanted = null;
      if (touched) location.href = link.href;
      return;
    }
    preview = make("div", "preview", ...parts);
    preview.id = "citation-preview";
    preview.setAttribute("role", touched ? "group" : "tooltip");
    if (touched) {
      const go = make("a", "", "Show it in the article");
      go.href = link.href;
      preview.append(make("p", "go", go));
    }
    preview.addEventListener("pointerenter", () => clearTimeout(timer));
    preview.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") leave(); });
    link.after(preview);
    link.setAttribute("aria-describedby", preview.id);
    put();
  };

  // Beside its citation, above it where there is no room below; again whenever the page moves.
  const put = () => {
    if (!preview) return;
    const place = wanted.getBoundingClientRect();
    const left = Math.min(place.left - preview.offsetWidth / 2, document.documentElement.clientWidth - preview.offsetWidth - 8);
    const below = place.bottom + preview.offsetHeight + 12 < window.innerHeight || place.top < preview.offsetHeight + 12;
    preview.style.left = `${Math.max(8, left)}px`;
    preview.style.top = `${below ? place.bottom + 6 : place.top - preview.offsetHeight - 6}px`;
  };

  if (served) {
    let finger = false;
    for (const link of document.querySelectorAll('sup a[href*="articles/"]')) {
      link.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") { clearTimeout(timer); timer = setTimeout(show, 80, link); } });
      link.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") leave(); });
      link.addEventListener("focus", () => { if (!finger) show(link); });
      link.addEventListener("blur", () => { if (!finger) leave(); });
      link.addEventListener("click", (event) => {
        if (finger && wanted !== link) { event.preventDefault(); show(link, true); }
      });
    }
    document.addEventListener("pointerdown", (event) => {
      finger = event.pointerType !== "mouse";
      if (preview && !preview.contains(event.target) && event.target !== wanted) hide();
    }, { capture: true });
    document.addEventListener("keydown", (event) => { finger = false; if (event.key === "Escape") hide(); });
    window.addEventListener("scroll", put, { passive: true });
    window.addEventListener("resize", put);
  }

  // ------------------------------------------------------ place in the contents
  const places = [...document.querySelectorAll(".toc a")].map((link) => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))]).filter(([, heading]) => heading);
  if (places.length) {
    let waiting = false, current = null;
    const follow = () => {
      waiting = false;
      const passed = places.filter(([, heading]) => heading.getBoundingClientRect().top < window.innerHeight / 4);
      const link = (passed.at(-1) || places[0])[0];
      if (link === current) return;
      current?.removeAttribute("aria-current");
      current = link;
      link.setAttribute("aria-current", "true");
      const column = link.closest(".toc");
      if (column.scrollHeight > column.clientHeight) column.scrollTop = link.offsetTop - column.clientHeight / 2;
    };
    window.addEventListener("scroll", () => { if (!waiting) { waiting = true; requestAnimationFrame(follow); } }, { passive: true });
    follow();
  }

  // ------------------------------------------------------------- folded parts
  // Browsers that do not print them open, nor open them for an address inside.
  const open = () => {
    let element = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (element = element?.parentElement; element; element = element.parentElement) if (element.tagName === "DETAILS") element.open = true;
  };
  window.addEventListener("hashchange", open);
  open();
  if (!CSS.supports("selector(::details-content)")) window.addEventListener("beforeprint", () => { for (const one of document.querySelectorAll("details")) one.open = true; });
  if (location.search === "?print") window.addEventListener("load", () => window.print());
})();
