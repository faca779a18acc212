'use strict';
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (id) => document.getElementById(id);
  const words = JSON.parse(one('words').textContent);
  const word = (key, ...values) => values.reduce((text, v, n) => text.replaceAll(`{${n}}`, v), words[key] ?? key);
  const root = document.documentElement;

  const notes = all('.note');
  const beads = all('.bead');
  const folds = all('.fold');
  const byNumber = new Map(notes.map((n) => [n.dataset.n, n]));
  const marksOf = new Map(notes.map((n) => [n.dataset.n, []]));
  const marks = all('main mark');
  for (const m of marks) for (const f of m.dataset.f.split(' ')) marksOf.get(f)?.push(m);
  const stripMarks = all('.strip [data-f]');
  const stripOf = new Map(stripMarks.map((m) => [m.dataset.f, m]));
  const notesOf = new Map(beads.map((b) => [b, all('.note', b)]));

  // What the filters let through.

  const search = one('search');
  const only = one('only');
  const unfold = one('unfold');
  const confidence = one('confidence');
  let shown = notes;

  const chosen = (name) => new Set(all(`input[name=${name}]:checked`).map((i) => i.value));
  const texts = new Map();
  const textOf = (bead) => {
    if (!texts.has(bead)) texts.set(bead, bead.textContent.toLowerCase());
    return texts.get(bead);
  };

  function filter() {
    const severity = chosen('severity'), check = chosen('check'), status = chosen('status');
    const least = Number(confidence.value);
    const query = search.value.trim().toLowerCase();
    one('confidence-shown').textContent = least.toFixed(2);
    const checks = all('input[name=check]');
    one('checks-shown').textContent = check.size < checks.length ? `${check.size}/${checks.length}` : '';
    const passes = (n) => severity.has(n.dataset.severity) && check.has(n.dataset.check) &&
      status.has(n.dataset.status) && Number(n.dataset.confidence) >= least - 1e-9;
    let hits = 0;
    shown = [];
    for (const bead of beads) {
      const here = notesOf.get(bead);
      const matches = !query || textOf(bead).includes(query);
      let some = false;
      for (const n of here) {
        const visible = passes(n);
        n.hidden = !visible;
        stripOf.get(n.dataset.n)?.classList.toggle('off', !visible || !matches);
        some ||= visible;
        if (visible && matches) shown.push(n);
      }
      bead.hidden = !matches || (only.checked && !some);
      hits += query && matches ? 1 : 0;
    }
    for (const m of marks) {
      const live = m.dataset.f.split(' ').filter((f) => !byNumber.get(f)?.hidden);
      m.classList.toggle('off', live.length === 0);
    }
    for (const fold of folds) {
      const here = all('.bead', fold);
      fold.hidden = here.every((b) => b.hidden);
      if (query || only.checked) fold.open = !fold.hidden;
    }
    one('hits').textContent = query ? word('hits', hits) : '';
    highlight(query);
    say();
    anew();
  }

  // The characters that were searched for, also across the edges of marks.
  function highlight(query) {
    if (!window.CSS?.highlights) return;
    CSS.highlights.delete('search');
    if (!query) return;
    const ranges = [];
    for (const bead of beads) {
      if (bead.hidden || ranges.length > 2000) continue;
      for (const block of all('.side p, .message, .suggestion, .comment', bead)) {
        const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
        const nodes = [];
        let text = '';
        while (walker.nextNode()) {
          nodes.push([text.length, walker.currentNode]);
          text += walker.currentNode.data;
        }
        const lower = text.toLowerCase();
        if (lower.length !== text.length) continue;
        const at = (offset, isEnd) => {
          let k = nodes.length - 1;
          while (k > 0 && (isEnd ? nodes[k][0] >= offset : nodes[k][0] > offset)) k -= 1;
          return [nodes[k][1], offset - nodes[k][0]];
        };
        for (let i = lower.indexOf(query); i >= 0; i = lower.indexOf(query, i + query.length)) {
          const range = new Range();
          range.setStart(...at(i, false));
          range.setEnd(...at(i + query.length, true));
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set('search', new Highlight(...ranges));
  }

  // Walking from finding to finding.

  let current = null;

  function say() {
    const at = shown.indexOf(current);
    one('position').textContent = shown.length === 0 ? word('none_shown')
      : at < 0 ? String(shown.length) : word('position', at + 1, shown.length);
  }

  function show(note) {
    if (!note) return;
    note.closest('.fold')?.setAttribute('open', '');
    note.focus({ preventScroll: true });
    const centre = () => {
      const boxes = [...(marksOf.get(note.dataset.n) ?? []), note].map((e) => e.getBoundingClientRect());
      const top = Math.min(...boxes.map((b) => b.top)), bottom = Math.max(...boxes.map((b) => b.bottom));
      const low = window.innerHeight - 40, high = bar();
      if (top < high || bottom > low) window.scrollBy(0, top - Math.max(high + 20, (window.innerHeight - (bottom - top)) / 2.4));
    };
    // Sizes of what was never on screen are estimates: look again once it is.
    note.closest('.bead').scrollIntoView({ block: 'nearest' });
    centre();
    requestAnimationFrame(centre);
    current = note;
    say();
    // Loaded again, the page comes back to this finding, and its address can be passed on.
    try { history.replaceState(null, '', `#${note.id}`); } catch { /* not everywhere for a page from disk */ }
  }

  function bar() {
    const box = document.querySelector('.bar').getBoundingClientRect();
    return getComputedStyle(document.querySelector('.bar')).position === 'sticky' ? Math.max(box.bottom, 0) : 0;
  }

  function walk(step) {
    if (shown.length === 0) return;
    let at = shown.indexOf(current);
    if (at < 0 && current) {
      // The finding has gone from view: go on from its place.
      const from = notes.indexOf(current);
      const next = shown.findIndex((n) => notes.indexOf(n) > from);
      at = step > 0 ? (next < 0 ? shown.length : next) - 1 : next < 0 ? shown.length : next;
    } else if (at < 0) {
      // Begin where the reader is.
      const next = shown.findIndex((n) => n.closest('.bead').getBoundingClientRect().bottom > bar());
      at = step > 0 ? Math.max(next, 0) - 1 : next < 0 ? 0 : next;
    }
    show(shown[(at + step + shown.length) % shown.length]);
  }

  // What belongs together lights up together.

  const hot = new Set();
  function cool() {
    for (const e of hot) e.classList.remove('hot', 'linked');
    hot.clear();
  }
  function light(element, name) {
    element.classList.add(name);
    hot.add(element);
  }
  function link(target) {
    cool();
    const bead = target?.closest?.('.bead');
    if (!bead) return;
    const sentences = new Set();
    const mark = target.closest('mark:not(.off)');
    const note = target.closest('.note');
    const numbers = note ? [note.dataset.n] : mark ? mark.dataset.f.split(' ') : [];
    for (const f of numbers) {
      for (const m of marksOf.get(f) ?? []) light(m, 'hot');
      const n = byNumber.get(f);
      if (!n || n.hidden) continue;
      if (!note) light(n, 'hot');
      for (const s of n.dataset.s.split(' ')) sentences.add(s);
    }
    const own = target.closest('.s');
    if (own) sentences.add(own.dataset.s);
    for (const s of all('.s', bead)) if (sentences.has(s.dataset.s)) light(s, 'linked');
  }
  const main = one('text');
  const resting = () => link(document.activeElement);
  main.addEventListener('pointerover', (e) => { if (e.target.closest('.s, .note')) link(e.target); else resting(); });
  main.addEventListener('pointerleave', resting);
  main.addEventListener('focusin', (e) => {
    link(e.target);
    const note = e.target.closest('.note');
    if (note) { current = note; say(); }
  });
  main.addEventListener('focusout', cool);
  main.addEventListener('click', (e) => {
    const mark = e.target.closest('mark:not(.off)');
    if (!mark || String(window.getSelection())) return;
    const numbers = mark.dataset.f.split(' ').filter((f) => !byNumber.get(f)?.hidden);
    const at = numbers.indexOf(current?.dataset.n);
    show(byNumber.get(numbers[(at + 1) % numbers.length]));
  });
  for (const s of all('main .s')) s.tabIndex = -1;

  // The strip.

  const strip = document.querySelector('.strip');
  const svg = strip.querySelector('svg');
  const bands = [];
  {
    // The strip gives each bead the room that the page was told; the same sizes tell where the window is.
    const sizes = beads.map((b) => Number(b.dataset.size));
    let at = 0;
    beads.forEach((b, k) => { bands.push([at, at + sizes[k]]); at += sizes[k]; });
  }
  let waiting = false;
  let seen = null;
  function view() {
    waiting = false;
    const high = bar(), low = window.innerHeight;
    // Beads lie in order: find the first and the last in the window by halving.
    seen ??= [...beads.keys()].filter((k) => !beads[k].hidden && !beads[k].closest('.fold:not([open])'));
    const box = (k) => beads[seen[k]].getBoundingClientRect();
    const firstWhere = (test) => {
      let a = 0, z = seen.length;
      while (a < z) { const m = (a + z) >> 1; if (test(box(m))) z = m; else a = m + 1; }
      return a;
    };
    if (seen.length === 0) return;
    const first = Math.min(firstWhere((r) => r.bottom > high), seen.length - 1);
    const last = Math.max(firstWhere((r) => r.bottom >= low), first);
    const place = (k, y) => {
      const r = box(k), [from, to] = bands[seen[k]];
      return from + (to - from) * Math.min(1, Math.max(0, (y - r.top) / Math.max(1, r.height)));
    };
    const top = place(first, high), bottom = place(Math.min(last, seen.length - 1), low);
    const rect = one('view');
    rect.setAttribute('y', top.toFixed(1));
    rect.setAttribute('height', Math.max(3, bottom - top).toFixed(1));
  }
  const anew = () => { seen = null; soon(); };
  const soon = () => { if (!waiting) { waiting = true; requestAnimationFrame(view); } };
  addEventListener('scroll', soon, { passive: true });
  addEventListener('resize', soon);
  main.addEventListener('toggle', anew, true);
  new ResizeObserver(soon).observe(main);
  function go(y) {
    const at = (y / svg.getBoundingClientRect().height) * 1000;
    let k = bands.findIndex(([, to]) => at < to);
    while (k > 0 && (beads[k].hidden || beads[k].closest('.fold:not([open])'))) k -= 1;
    beads[Math.max(k, 0)]?.scrollIntoView({ block: 'center' });
  }
  strip.addEventListener('pointerdown', (e) => {
    const mark = e.target.closest('[data-f]');
    if (mark) { e.preventDefault(); show(byNumber.get(mark.dataset.f)); return; }
    go(e.clientY);
    const drag = (m) => go(m.clientY);
    strip.setPointerCapture(e.pointerId);
    strip.addEventListener('pointermove', drag);
    strip.addEventListener('pointerup', () => strip.removeEventListener('pointermove', drag), { once: true });
  });

  // Controls and keys.

  let later = 0;
  search.addEventListener('input', () => { clearTimeout(later); later = setTimeout(filter, 120); });
  search.addEventListener('keydown', (e) => {
    if (e.key === 'Enter') { clearTimeout(later); filter(); beads.find((b) => !b.hidden)?.scrollIntoView({ block: 'start' }); }
  });
  document.querySelector('.bar').addEventListener('change', (e) => { if (e.target !== search && e.target !== unfold) filter(); });
  confidence.addEventListener('input', filter);
  unfold.addEventListener('change', () => { for (const f of folds) f.open = unfold.checked; });
  one('next').addEventListener('click', () => walk(1));
  one('previous').addEventListener('click', () => walk(-1));
  const help = one('help');
  one('keys').addEventListener('click', () => help.showModal());
  document.addEventListener('click', (e) => {
    for (const menu of all('.menu[open]')) if (!menu.contains(e.target)) menu.open = false;
  });

  const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* a page from disk may have no store */ } };
  const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  if (kept('duikan-theme')) root.dataset.theme = kept('duikan-theme');
  one('theme').addEventListener('click', () => {
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    keep('duikan-theme', root.dataset.theme);
  });
  const keysOn = one('keys-on');
  keysOn.checked = kept('duikan-keys') !== 'off';
  keysOn.addEventListener('change', () => keep('duikan-keys', keysOn.checked ? 'on' : 'off'));

  const keys = {
    j: () => walk(1),
    k: () => walk(-1),
    '/': () => { search.focus(); search.select(); },
    '?': () => help.showModal(),
    o: () => only.click(),
    z: () => unfold.click(),
  };
  document.addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    const writes = e.target.matches?.('textarea, input:not([type=checkbox], [type=range])');
    if (e.key === 'Escape') {
      const menu = document.querySelector('.menu[open]');
      if (menu) { menu.open = false; menu.querySelector('summary').focus(); }
      else if (e.target === search) { search.value = ''; filter(); search.blur(); if (current) show(current); }
      return;
    }
    if (writes || help.open || !keysOn.checked || !keys[e.key]) return;
    e.preventDefault();
    keys[e.key]();
  });

  filter();
  const asked = one(location.hash.slice(1));
  if (asked?.matches('.note:not([hidden])')) show(asked);
  view();

  // Reviewing: decisions go to the server that this page came from, and come from it.

  const token = root.dataset.review;
  if (!token) return;
  const byId = new Map(notes.map((n) => [n.id, n]));
  const state = new Map(notes.map((n) => [n.id, {
    status: n.dataset.status === 'open' ? '' : n.dataset.status,
    comment: n.querySelector('.comment').textContent,
  }]));
  const past = [];
  const unsaved = new Map();
  let version = '';
  let outdated = false;
  let sending = false;

  function notify(text, action) {
    const box = one('notice');
    box.hidden = !text;
    box.textContent = text;
    if (action) box.append(' ', action);
  }
  let quiet = 0;
  function tell(text, canUndo) {
    const box = one('said');
    box.textContent = text;
    if (canUndo) {
      const button = make('button', word('undo'));
      button.addEventListener('click', undo);
      box.append(' ', button);
    }
    clearTimeout(quiet);
    quiet = setTimeout(() => { box.textContent = ''; }, 6000);
  }
  function make(name, text, className = '') {
    const element = document.createElement(name);
    element.textContent = text;
    element.className = className;
    if (name === 'button') element.type = 'button';
    return element;
  }

  // How a finding looks once it is decided on.
  function paint(note) {
    const { status, comment } = state.get(note.id);
    note.dataset.status = status || 'open';
    note.querySelector('.verdict').textContent = status ? word(status) : '';
    note.querySelector('.comment').textContent = comment;
    note.querySelector('.decision').hidden = !status && !comment;
    for (const b of all('.acts [aria-pressed]', note)) b.setAttribute('aria-pressed', String(b.value === status));
    note.querySelector('.acts .undo').hidden = !status && !past.some((step) => step.some((c) => c.id === note.id));
    note.classList.toggle('unsaved', unsaved.has(note.id));
    texts.delete(note.closest('.bead'));
  }
  function count() {
    for (const b of all('[data-count]')) {
      b.textContent = notes.filter((n) => n.dataset.status === b.dataset.count).length;
    }
    for (const b of bulk) {
      const n = openOf(b.value).length;
      b.textContent = word('dismiss_all', n);
      b.disabled = n === 0;
    }
  }

  // Decisions: on the page at once, on disk as soon as the server says so.
  function decide(changes, remember = true) {
    if (changes.length === 0) return;
    if (remember) past.push(changes.map(({ id }) => ({ id, ...state.get(id) })));
    for (const { id, status, comment } of changes) {
      state.set(id, { status, comment });
      unsaved.set(id, { id, status, comment });
    }
    for (const { id } of changes) paint(byId.get(id));
    count();
    filter();
    send();
  }
  const request = (options = {}, query = '') => fetch(`/decisions${query}`, {
    cache: 'no-store', ...options, headers: { 'X-Duikan-Token': token, 'Content-Type': 'application/json' },
  });
  async function send() {
    if (sending || unsaved.size === 0) return;
    sending = true;
    const batch = [...unsaved.values()];
    try {
      const answer = await request({ method: 'POST', body: JSON.stringify(batch) });
      if (answer.ok) {
        for (const c of batch) if (unsaved.get(c.id) === c) unsaved.delete(c.id);
        take(await answer.json());
        if (!outdated) notify('');
      } else {
        notify((await answer.text()).trim());
      }
    } catch {
      notify(word('not_saved'));
    }
    sending = false;
    for (const c of batch) paint(byId.get(c.id));
  }
  // What the files say: this window's own decisions, and those of another one.
  function take({ version: now, report, decisions }) {
    version = now;
    if (report !== root.dataset.report && !outdated) {
      outdated = true;
      const button = make('button', word('reload'));
      button.addEventListener('click', () => location.reload());
      notify(word('outdated'), button);
    }
    const there = new Map(decisions.map((d) => [d.id, d]));
    let changed = false;
    for (const n of notes) {
      if (unsaved.has(n.id)) continue;
      const { status, comment } = there.get(n.id) ?? { status: '', comment: '' };
      const own = state.get(n.id);
      if (own.status === status && own.comment === comment) continue;
      state.set(n.id, { status, comment });
      paint(n);
      changed = true;
    }
    if (changed) { count(); filter(); }
  }
  let due = 0;
  async function look() {
    clearTimeout(due);
    try {
      if (unsaved.size > 0) await send();
      else {
        const answer = await request({}, `?since=${version}`);
        if (answer.status === 200) take(await answer.json());
        if (answer.ok && !outdated) notify('');
      }
    } catch {
      if (unsaved.size > 0) notify(word('not_saved'));
    }
    clearTimeout(due);
    due = setTimeout(look, 1500);
  }
  // Windows behind others are woken seldom.
  document.addEventListener('visibilitychange', () => { if (!document.hidden) look(); });

  function verdict(note, status) {
    if (!note) return;
    const { comment } = state.get(note.id);
    const next = shown[shown.indexOf(note) + 1];
    const goes = note.contains(document.activeElement) || document.activeElement === document.body;
    decide([{ id: note.id, status, comment }]);
    tell(word('done', `${note.dataset.n} ${note.dataset.check}`, status ? word(status) : word('open')), true);
    // A finding that the filter hides now leaves the reader at the next one.
    if (note.hidden && goes) show(next && !next.hidden ? next : shown.at(-1));
  }
  function undo() {
    const step = past.pop();
    if (!step) return;
    decide(step, false);
    tell(word('undone', step.map((c) => byId.get(c.id).dataset.n).join(', ')));
    show(byId.get(step[0].id));
  }
  function undoOne(note) {
    const at = past.findLastIndex((step) => step.some((c) => c.id === note.id));
    const before = at < 0 ? { id: note.id, ...state.get(note.id), status: '' } : past[at].find((c) => c.id === note.id);
    if (at >= 0) {
      past[at] = past[at].filter((c) => c.id !== note.id);
      if (past[at].length === 0) past.splice(at, 1);
    }
    decide([before], false);
    note.focus();
  }
  const openOf = (check) => notes.filter((n) => n.dataset.check === check && n.dataset.status === 'open');
  function dismissAll(check) {
    const changes = openOf(check).map((n) => ({ id: n.id, status: 'dismissed', comment: state.get(n.id).comment }));
    decide(changes);
    tell(word('done', `${check} × ${changes.length}`, word('dismissed')), true);
  }

  function comment(note) {
    if (!note || note.querySelector('textarea')) return;
    const area = document.createElement('textarea');
    area.setAttribute('aria-label', word('comment'));
    area.maxLength = 5000;
    area.value = state.get(note.id).comment;
    const line = make('div', '', 'acts');
    const save = make('button', word('save'));
    const cancel = make('button', word('cancel'));
    line.append(save, cancel);
    note.append(area, line);
    const close = () => { area.remove(); line.remove(); note.focus(); };
    const keep = () => {
      const { status, comment } = state.get(note.id);
      const written = area.value.trim();
      close();
      if (written !== comment) decide([{ id: note.id, status, comment: written }]);
    };
    save.addEventListener('click', keep);
    cancel.addEventListener('click', close);
    area.addEventListener('keydown', (e) => {
      if (e.key === 'Escape') { e.stopPropagation(); close(); }
      if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) keep();
    });
    area.focus();
  }

  for (const note of notes) {
    const line = make('div', '', 'acts');
    for (const [key, status] of [['accept', 'accepted'], ['dismiss', 'dismissed'], ['fix', 'fixed']]) {
      const button = make('button', word(key), key);
      button.value = status;
      button.setAttribute('aria-pressed', 'false');
      button.addEventListener('click', () => verdict(note, state.get(note.id).status === status ? '' : status));
      line.append(button);
    }
    const write = make('button', word('comment'), 'write');
    write.addEventListener('click', () => comment(note));
    const back = make('button', word('undo'), 'undo');
    back.addEventListener('click', () => undoOne(note));
    line.append(write, back);
    note.append(line);
  }
  const bulk = all('input[name=check]').map((input) => {
    const button = make('button', '');
    button.value = input.value;
    button.addEventListener('click', () => dismissAll(input.value));
    input.closest('.row').append(button);
    return button;
  });
  Object.assign(keys, {
    a: () => verdict(current, 'accepted'),
    d: () => verdict(current, 'dismissed'),
    f: () => verdict(current, 'fixed'),
    c: () => comment(current),
    u: undo,
  });
  for (const note of notes) paint(note);
  count();
  one('reviewing').hidden = false;
  addEventListener('beforeunload', (e) => { if (unsaved.size > 0 || document.querySelector('.note textarea')) e.preventDefault(); });
  look();
})();
