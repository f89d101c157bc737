import { ask, at, make, number } from './api.js';

const colours = ['#3b74e8', '#d9733a', '#2f9e74', '#b0579e', '#8a7a1f', '#6b7688'];
let scenarios = [], run, samples = [], charts = [];

const perSecond = kind => all => all.map((one, i) => i === 0 ? null
  : (kind(one) - kind(all[i - 1])) / Math.max(1e-9, one.timeSeconds - all[i - 1].timeSeconds));
const each = name => all => all.map(one => one[name]);
const drawn = [
  ['Throughput', '1/s', [['delivered', perSecond(s => s.delivered)], ['rejected', perSecond(s => s.rejected)],
    ['failed or expired', perSecond(s => s.failed + s.expired)]]],
  ['Latency', 'ms, since the last sample', [['p50', each('p50Ms')], ['p95', each('p95Ms')], ['p99', each('p99Ms')]]],
  ['Queues', 'waiting', [['before the encoders', each('encoderQueue')], ['before the air', each('airQueue')], ['before the decoders', each('decoderQueue')]]],
  ['Mean batch', 'requests', [['encoders', each('encoderBatch')], ['decoders', each('decoderBatch')]]],
];

// --- charts ----------------------------------------------------------------------------------------------------------

function chart(title, unit, names, isStep) {
  const box = make('div', { className: 'chart' });
  const figure = make('figure', { className: 'card' }, make('figcaption', {}, make('b', { textContent: title }),
    make('span', { textContent: unit })), box);
  at('charts').append(figure);
  const axis = { stroke: '#8490a5', grid: { stroke: '#8490a533' }, ticks: { stroke: '#8490a533' }, size: 46 };
  const plot = new uPlot({
    width: box.clientWidth, height: 190, cursor: { y: false }, scales: { x: { time: false }, y: { range: (_, low, high) => [Math.min(0, low ?? 0), Math.max(1, (high ?? 1) * 1.05)] } },
    axes: [{ ...axis, size: 34 }, axis],
    series: [{ label: 't, s' }, ...names.map((label, i) => ({
      label, stroke: colours[i % colours.length], width: 1.8, spanGaps: true, points: { show: false },
      paths: isStep ? uPlot.paths.stepped({ align: 1 }) : undefined }))],
  }, [[], ...names.map(() => [])], box);
  new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: 190 })).observe(box);
  return plot;
}

function build() {
  at('charts').replaceChildren();
  charts = drawn.map(([title, unit, lines]) => {
    const plot = chart(title, unit, lines.map(line => line[0]));
    return () => plot.setData([samples.map(one => one.timeSeconds), ...lines.map(line => line[1](samples))]);
  });
  for (const [title, field] of [['SNR of sample users', 'snrDb'], ['Adapter of sample users', 'adapterSnrDb']]) {
    let plot, known = '', box;
    charts.push(() => {
      const users = run.users;
      const names = [...users.keys()].join();
      if (!users.size) return;
      if (names !== known) {
        box?.remove();
        plot = chart(title, field === 'snrDb' ? 'dB' : 'trained for, dB', [...users.keys()].map(user => `user ${user}`), field !== 'snrDb');
        plot.over.parentElement.parentElement.parentElement.parentElement.dataset.kind = field;
        box = at('charts').querySelector(`[data-kind=${field}]`);
        known = names;
      }
      plot.setData(uPlot.join([...users.values()].map(links => [links.map(link => link.timeSeconds), links.map(link => link[field])])));
    });
  }
}

let isDue = false;
function draw() {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    for (const update of charts) update();
    const now = samples.at(-1);
    if (now) { showFigures(now); showThresholds(now.thresholds); drawMap(now.places); }
  });
}

function showFigures(now) {
  at('progress').value = Math.min(1, now.timeSeconds / run.seconds);
  const rows = [['Simulated', `${number(now.timeSeconds, 0)} s`, `of ${number(run.seconds, 0)} s`],
    ['Delivered', now.delivered, `of ${now.submitted} accepted`], ['In flight', now.inFlight, ''],
    ['Not delivered', now.failed + now.expired, `${now.failed} failed, ${now.expired} expired`],
    ['Rejected', now.rejected, 'queue was full'], ['Edits right', now.editSuccess == null ? '–' : `${number(100 * now.editSuccess, 1)} %`, 'as the judge sees'],
    ['LPIPS-P', number(now.lpipsP, 4), 'mean']];
  at('figures').replaceChildren(...rows.map(([name, value, note]) => make('div', {}, make('dt', { textContent: name }),
    make('dd', { textContent: value }, make('small', { textContent: note })))));
}

function showThresholds(thresholds) {
  at('thresholds').hidden = !thresholds.length;
  at('thresholds').replaceChildren(...thresholds.map(one => make('li', { className: one.value == null ? '' : one.isPassed ? 'good' : 'bad' },
    make('b', { textContent: one.value == null ? '…' : one.isPassed ? 'holds' : 'broken' }), ` ${one.text} `,
    make('span', { textContent: one.value == null ? 'no value yet' : `now ${number(one.value, 3)} ${one.unit}, n = ${one.count}` }))));
}

function drawMap(places) {
  at('map-card').hidden = !run.cells;
  if (!run.cells) return;
  const canvas = at('map'), wide = canvas.clientWidth, high = Math.min(300, wide / 2), pixels = devicePixelRatio || 1;
  const all = [...places, ...run.cells.map(cell => [cell.xMetres, cell.yMetres])];
  run.area ??= [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of all) run.area = [Math.min(run.area[0], x), Math.max(run.area[1], x), Math.min(run.area[2], y), Math.max(run.area[3], y)];
  const [x0, x1, y0, y1] = run.area, scale = Math.min((wide - 40) / Math.max(1, x1 - x0), (high - 40) / Math.max(1, y1 - y0));
  canvas.width = wide * pixels;
  canvas.height = high * pixels;
  canvas.style.height = `${high}px`;
  canvas.ariaLabel = `Map of ${places.length} users and ${run.cells.length} base stations`;
  const pen = canvas.getContext('2d');
  pen.scale(pixels, pixels);
  const to = (x, y) => [wide / 2 + (x - (x0 + x1) / 2) * scale, high / 2 - (y - (y0 + y1) / 2) * scale];
  for (const [x, y, snrDb] of places) {
    pen.fillStyle = `hsl(${Math.max(0, Math.min(220, 220 * (snrDb + 6) / 24))} 75% 52%)`;
    pen.beginPath();
    pen.arc(...to(x, y), 4, 0, 7);
    pen.fill();
  }
  pen.fillStyle = getComputedStyle(canvas).color;
  pen.textAlign = 'center';
  for (const cell of run.cells) {
    const [x, y] = to(cell.xMetres, cell.yMetres);
    pen.fillRect(x - 5, y - 5, 10, 10);
    pen.fillText(cell.name, x, y - 10);
  }
}

function addPicture(one) {
  at('pictures-card').hidden = false;
  const image = (src, alt) => make('img', { src, alt });
  at('pictures').prepend(make('li', {}, make('div', {}, image(one.original, 'original'), image(one.sent, 'as edited'), image(one.received, 'received')),
    make('span', { textContent: `user ${one.user}: “${one.text}”` }),
    make('span', { className: 'hint', textContent: `${number(one.snrDb, 1)} dB, LPIPS-P ${number(one.lpipsP, 3)}`
      + (one.isEditRight == null ? '' : one.isEditRight ? ', right' : ', wrong') })));
  while (at('pictures').children.length > 12) at('pictures').lastChild.remove();
}

// --- the run ---------------------------------------------------------------------------------------------------------

function addSample(one) {
  samples.push(one);
  for (const link of one.links) {
    if (!run.users.has(link.user)) run.users.set(link.user, []);
    run.users.get(link.user).push(link);
  }
  if (samples.length > 4000) samples.splice(0, 1000);
}

function begin(state) {
  run = { ...state, users: new Map() };
  samples = [];
  at('pictures').replaceChildren();
  at('pictures-card').hidden = true;
  at('name').textContent = [state.name, state.label].filter(Boolean).join(', ');
  at('about').textContent = `${state.description} ${state.users} users, codec ${state.codec}.`;
  verdict('running', '');
  controls(true, state);
  build();
  state.samples.forEach(addSample);
  state.pictures.forEach(addPicture);
  draw();
}

function verdict(text, kind, report) {
  at('verdict').className = `verdict ${kind}`;
  at('verdict').replaceChildren(text, ...(report ? [' ', make('a', { href: `/reports/${report}`, textContent: 'report' })] : []));
}

function end(state) {
  if (state.error) { verdict(state.error, 'bad'); return; }
  const broken = state.thresholds.filter(one => !one.isPassed).length;
  verdict(state.end === 'interrupted' ? 'stopped' : state.exitCode === 0 ? 'finished, all holds'
    : broken ? `${broken} of ${state.thresholds.length} thresholds broken` : 'failed', state.exitCode === 0 ? 'good' : 'bad', state.report);
  past();
}

function controls(isRunning, state) {
  at('start').disabled = isRunning;
  at('stop').disabled = !isRunning;
  at('pause').disabled = !isRunning || !state?.canPause;
  at('pause').textContent = state?.isPaused ? 'Go on' : 'Pause';
}

function follow() {
  const source = new EventSource('/api/live');
  const on = (kind, action) => source.addEventListener(kind, event => action(JSON.parse(event.data)));
  on('state', state => {
    if (state.run) begin(state.run);
    if (state.ended) end(state.ended);
    controls(state.isRunning, state.run);
  });
  on('begin', begin);
  on('sample', one => { if (run) { addSample(one); draw(); } });
  on('picture', addPicture);
  on('paused', state => { controls(true, { canPause: true, ...state }); verdict(state.isPaused ? 'paused' : 'running', ''); });
  on('end', end);
  on('idle', () => controls(false));
  on('dropped', state => { source.close(); verdict(state.message, 'bad'); });
}

async function order(path, body) {
  at('mistake').textContent = '';
  try { await ask(path, body); } catch (mistake) { at('mistake').textContent = mistake.message; }
}

// --- past runs -------------------------------------------------------------------------------------------------------

async function past() {
  const all = await ask('/api/runs');
  const head = ['', 'run', 'scenario', 'verdict', 'delivered', 'p95', 'edits right', 'LPIPS-P', ''];
  const cell = (text, kind = '') => make('td', { textContent: text, className: kind });
  at('past').replaceChildren(make('thead', {}, make('tr', {}, ...head.map(text => make('th', { scope: 'col', textContent: text })))),
    make('tbody', {}, ...all.map(one => make('tr', {},
      make('td', {}, make('input', { type: 'checkbox', value: one.id, ariaLabel: `compare ${one.id}`, onchange: picked })),
      cell(one.id), cell([one.name, one.label].filter(Boolean).join(', ')),
      cell(one.exitCode === 0 ? (one.thresholds ? 'holds' : 'balances') : one.exitCode === 10 ? `${one.thresholds - one.held} of ${one.thresholds} broken`
        : one.end, one.exitCode === 0 ? 'good' : 'bad'),
      cell(`${one.delivered} of ${one.submitted}`, 'n'), cell(one.p95Ms == null ? '–' : `${number(one.p95Ms, 0)} ms`, 'n'),
      cell(one.editSuccess == null ? '–' : `${number(100 * one.editSuccess, 0)} %`, 'n'), cell(number(one.lpipsP, 3), 'n'),
      make('td', {}, make('a', { href: `/reports/${one.id}`, textContent: 'report' }))))));
  if (!all.length) at('past').replaceChildren(make('caption', { className: 'hint', textContent: 'None yet: runs of ./eds run in this folder appear here too.' }));
}

const chosen = () => [...at('past').querySelectorAll(':checked')].map(box => box.value);
function picked() { at('compare').disabled = chosen().length !== 2; }

async function compare() {
  const [a, b] = chosen();
  const both = await ask(`/api/compare?a=${encodeURIComponent(a)}&b=${encodeURIComponent(b)}`);
  at('comparison').hidden = false;
  at('comparison').replaceChildren(make('table', {}, make('thead', {}, make('tr', {}, ...['', a, b].map(text => make('th', { scope: 'col', textContent: text })))),
    make('tbody', {}, ...both.rows.map(row => make('tr', { className: row.a === row.b ? '' : 'differs' }, make('th', { scope: 'row', textContent: row.name }),
      make('td', { className: 'n', textContent: row.a }), make('td', { className: 'n', textContent: row.b }))))),
  make('p', { className: 'hint', textContent: both.isSame ? 'The fingerprints are equal: each transmission decided and received the same.' : 'The fingerprints differ.' }));
  at('comparison').focus();
}

// --- controls --------------------------------------------------------------------------------------------------------

const picture = () => scenarios.find(one => one.name === at('scenario').value);
function chooseScenario() {
  at('comment').textContent = picture()?.comment ?? '';
  at('text').value = picture()?.text ?? '';
}

at('scenario').addEventListener('change', chooseScenario);
at('controls').addEventListener('submit', event => {
  event.preventDefault();
  order('/api/live', at('text').value === picture()?.text ? { name: picture().name } : { text: at('text').value });
});
at('pause').addEventListener('click', () => order('/api/live/pause', { isPaused: at('pause').textContent === 'Pause' }));
at('stop').addEventListener('click', () => order('/api/live/stop', {}));
at('compare').addEventListener('click', compare);

scenarios = await ask('/api/scenarios');
at('scenario').append(...scenarios.map(one => make('option', { value: one.name, textContent: one.name.replace('.json', '') })));
at('scenario').value = 'handover.json';
if (!at('scenario').value) at('scenario').selectedIndex = 0;
chooseScenario();
past();
follow();
