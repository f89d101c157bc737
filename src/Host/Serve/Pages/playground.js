import { ask, at, make, number } from './api.js';

const examples = ['bangs a little longer', 'wear sunglasses', 'a long beard, please', 'smile a lot more', 'look older',
  'no glasses'];
const stages = { encode: 'edit, make symbols', text: 'read the sentence', inversion: 'invert the picture', matching: 'edit it', symbols: 'make symbols',
  air: 'cross the air', decode: 'receive and generate' };
const jecc = { name: 'jecc', hasAdapters: true };
let about, turn, picture = { portrait: 3 }, dialog = [], sending, editing = 0;

const settings = () => ({
  channel: at('channel').value, adapter: at('adapter').value, form: at('form').value,
  symbols: Number(at('symbols').value), seed: Number(at('seed').value) || 0,
});

const codec = () => about.choices.baselines.find(one => one.name === at('codec').value) ?? jecc;

// What a codec does not have is not shown.
function applies() {
  const chosen = codec(), isBaseline = chosen !== jecc;
  for (const [id, isThere] of [['form', !isBaseline], ['symbols', !isBaseline], ['adapter', chosen.hasAdapters]])
    at(id).parentElement.hidden = !isThere;
  for (const [id, isThere] of [['inverted', !isBaseline], ['edited', !chosen.editsAtReceiver]])
    at(id).closest('li').hidden = !isThere;
  at('strip-card').hidden = at('dialog-card').hidden = Boolean(chosen.editsAtReceiver);
  const none = at('adapter').querySelector('[value=none]');
  none.hidden = none.disabled = isBaseline;
  if (isBaseline && at('adapter').value === 'none') at('adapter').value = 'nearest';
  at('codec-hint').textContent = !isBaseline ? '' : chosen.editsAtReceiver
    ? 'The picture is sent as it is. The receiver edits what arrives, anew for each SNR: some ten seconds.'
    : 'Talk2Edit (110 iterations) edits at the sender, some ten seconds; then the picture itself is sent.';
  const isFixed = !['linear', 'hybrid'].includes(at('form').value) || at('adapter').value === 'none';
  if (isFixed) at('symbols').value = 512;
  at('symbols').disabled = isFixed;
}

function say(text, isError = false) {
  at('notices').textContent = text;
  at('notices').classList.toggle('error', isError);
}

function show(id, source, note, alt) {
  at(id).src = source;
  at(id).alt = alt;
  at(`${id}-note`).textContent = note;
}

// --- the picture and the sentence ------------------------------------------------------------------------------------

function choose(chosen) {
  picture = chosen;
  restart();
  for (const button of at('faces').children)
    button.setAttribute('aria-pressed', String(Number(button.value) === chosen.portrait));
  edit();
}

async function upload(file) {
  if (!file) return;
  try {
    const { upload, notice } = await ask('/api/upload', file);
    choose({ upload });
    if (notice) say(notice);
  } catch (mistake) { say(mistake.message, true); }
}

let reading;
async function read() {
  reading?.abort();
  reading = new AbortController();
  const text = at('text').value;
  if (!text.trim()) { at('reading').textContent = ''; return; }
  try {
    const read = await ask(`/api/read?text=${encodeURIComponent(text)}`, undefined, reading.signal);
    at('reading').textContent = `${read.isTaken ? 'understood: ' : 'not understood: '}${read.said}, `
      + `${Math.round(100 * read.confidence)} % sure` + (read.unread ? `; not done: “${read.unread}”` : '');
    at('reading').classList.toggle('taken', read.isTaken);
  } catch (mistake) { if (mistake.name !== 'AbortError') at('reading').textContent = mistake.message; }
}

async function edit() {
  const mine = ++editing, chosen = codec();
  const text = at('text').value;
  at('way').classList.add('busy');
  say('');
  try {
    const after = dialog.length && dialog.at(-1).open ? { after: dialog.at(-1).turn } : picture;
    const made = await ask('/api/edit', { text, codec: chosen.name, ...after });
    if (mine !== editing) return;
    turn = { ...made, codec: chosen };
    if (after === picture) dialog = [];
    dialog.push({ turn: made.turn, text, picture: made.pictures.edited });
    const name = picture.portrait === undefined ? 'your photo' : `portrait ${picture.portrait}`;
    const degrees = made.attribute ? `${made.attribute}: degree ${made.before} → ${made.after}` : 'unchanged';
    show('original', made.pictures.original, after.after ? 'the turn before' : name, `Original: ${name}`);
    if (made.pictures.inverted) show('inverted', made.pictures.inverted, made.inversionLoss == null ? 'not needed again'
      : `J ${number(made.inversionLoss, 3)} of eq. 8`, 'Inverted: the portrait as the generator makes it');
    show('edited', made.pictures.edited, degrees, `Edited: ${degrees}`);
    say(made.notices.join('\n'));
    await send(true);
    drawDialog();
  } catch (mistake) {
    if (mine === editing) say(mistake.message, true);
  } finally {
    if (mine === editing) at('way').classList.remove('busy');
  }
}

// --- the link --------------------------------------------------------------------------------------------------------

// The newest wish counts: while a picture is under way, later ones wait as one.
let waits = false, underWay = false;
async function send(withStrip = false) {
  if (!turn) return;
  if (underWay) { waits = withStrip || waits || 'one'; return; }
  underWay = true;
  try {
    const wish = { turn: turn.turn, ...settings() };
    if (turn.codec.editsAtReceiver) at('received-note').textContent = 'the receiver edits …';
    const [sent] = await ask('/api/send', { ...wish, snrsDb: [Number(at('snr').value)] });
    showSent(sent);
    if (sent.notice) say(sent.notice);
    if (sent.isIntact === false) say('An outage: bits are wrong; the picture is what can be decoded.');
    if (withStrip && !turn.codec.editsAtReceiver) await strip(wish);
  } catch (mistake) { say(mistake.message, true); }
  finally {
    underWay = false;
    if (waits) { const again = waits === true; waits = false; send(again); }
  }
}

function showSent(sent) {
  show('received', sent.picture, `${sent.snrDb} dB, LPIPS-P ${number(sent.lpipsP, 3)}`,
    `Received at ${sent.snrDb} dB`);
  at('count').textContent = sent.realSymbols;
  const judged = sent.isEditRight == null ? ['–', 'no edit asked for', '']
    : sent.isEditRight ? ['right', `the judge sees degree ${sent.seenDegree}`, 'good']
    : ['wrong', `the judge sees ${sent.seenDegree}, not ${turn.wanted}`, 'bad'];
  const compared = turn.codec.editsAtReceiver ? 'to the picture sent, before the edit' : 'to the edited picture';
  const rows = [
    ['LPIPS-P', number(sent.lpipsP, 4), `${compared}; 0 is equal`],
    ['PSNR', `${number(sent.psnrDb, 1)} dB`, compared],
    ['Edit on arrival', ...judged],
    ['Identity', number(sent.identity, 3), 'cosine to the original; 1 is the same person'],
    ['Moves', turn.moves, turn.reason.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)],
    ['SNR met', `${number(sent.measuredSnrDb, 1)} dB`, `adapter ${sent.adapterSnrDb == null ? 'none' : `of ${sent.adapterSnrDb} dB`}`],
    ['Sent', `${(100 * sent.bandwidthRatio).toFixed(2)} %`, `of the picture's numbers`],
  ];
  at('figures').replaceChildren(...rows.map(([name, value, note, kind = '']) =>
    make('div', {}, make('dt', { textContent: name }),
      make('dd', { className: kind, textContent: value }, make('small', { textContent: note })))));
  constellation('sent', sent.sent);
  constellation('heard', sent.received);
  at('heard-note').textContent = `equalised, ${number(sent.measuredSnrDb, 1)} dB`;
  const times = { ...turn.ms, ...sent.ms };
  const most = Math.max(...Object.values(times));
  at('times').replaceChildren(at('times').caption, ...Object.entries(times).map(([stage, ms]) => make('tr', {},
    make('th', { scope: 'row', textContent: stages[stage] ?? stage }),
    make('td', {}, make('meter', { min: 0, max: most, value: ms, ariaLabel: `${stages[stage] ?? stage}, share` })),
    make('td', { className: 'n', textContent: `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms` }))));
  at('command').textContent = sent.command ?? 'A later turn goes on from what only this page has: '
    + 'send makes first turns.';
  at('copy').disabled = !sent.command;
  for (const button of at('strip').querySelectorAll('button'))
    button.setAttribute('aria-pressed', String(Number(button.value) === sent.snrDb));
}

async function strip(wish) {
  const all = await ask('/api/send', { ...wish, snrsDb: about.adapterSnrsDb });
  at('strip').replaceChildren(...all.map(one => make('li', {}, make('button', {
    type: 'button', value: one.snrDb, ariaPressed: String(one.snrDb === Number(at('snr').value)),
    onclick: () => { at('snr').value = one.snrDb; moved(); },
  }, make('img', { src: one.picture, alt: `Received at ${one.snrDb} dB` }),
  make('span', {}, make('b', { textContent: `${one.snrDb} dB` }), make('br'), `LPIPS-P ${number(one.lpipsP, 3)}`)))));
}

function constellation(id, symbols) {
  const canvas = at(id), ink = getComputedStyle(canvas);
  const side = 300, half = symbols.length / 2, scale = side / 7, pixels = devicePixelRatio || 1;
  canvas.width = canvas.height = side * pixels;
  const draw = canvas.getContext('2d');
  draw.scale(pixels, pixels);
  draw.strokeStyle = ink.getPropertyValue('border-color');
  draw.globalAlpha = .25;
  draw.strokeStyle = ink.color;
  draw.beginPath();
  for (const way of [[0, side / 2, side, side / 2], [side / 2, 0, side / 2, side]]) {
    draw.moveTo(way[0], way[1]);
    draw.lineTo(way[2], way[3]);
  }
  draw.stroke();
  draw.globalAlpha = .6;
  draw.fillStyle = id === 'sent' ? '#3b74e8' : '#d9733a';
  for (let i = 0; i < half; i++) {
    draw.beginPath();
    draw.arc(side / 2 + symbols[i] * scale, side / 2 - symbols[i + half] * scale, 2.6, 0, 7);
    draw.fill();
  }
  canvas.ariaLabel = `${half} complex symbols ${id === 'sent' ? 'before' : 'after'} the air`;
}

// --- the dialog ------------------------------------------------------------------------------------------------------

function drawDialog() {
  at('dialog').replaceChildren(...dialog.map((one, i) => make('li', {},
    make('img', { src: one.picture, alt: `After turn ${i + 1}` }), make('span', { textContent: `${i + 1}. ${one.text}` }))));
  at('more').hidden = !dialog.length;
  at('restart').hidden = dialog.length < 2;
}

function restart() {
  dialog = [];
  drawDialog();
}

// --- controls --------------------------------------------------------------------------------------------------------

function moved() {
  at('snr-shown').textContent = `${at('snr').value} dB`;
  send();
}

function hint() {
  const channel = about.channels.find(one => one.name === at('channel').value);
  at('channel-hint').textContent = channel?.summary ?? '';
}

const option = (value, text = value) => make('option', { value, textContent: text });

async function start() {
  about = await ask('/api/about');
  // A channel that must be told something, such as the parts of a chain, is for the command line.
  at('channel').append(...about.channels.filter(one => one.parameters.every(parameter => !parameter.required))
    .map(one => option(one.name)));
  at('codec').append(option('jecc', 'jecc (default)'), ...about.choices.baselines.map(one => option(one.name)));
  const forms = { hybrid: 'hybrid (default)', paper: 'paper: layers' };
  at('form').append(...about.choices.forms.map(form => option(form, forms[form])));
  at('form').value = about.choices.forms.includes('hybrid') ? 'hybrid' : 'paper';
  at('adapter').append(option('nearest', 'the nearest SNR'), option('none', 'none: z itself'),
    ...about.adapterSnrsDb.map(snrDb => option(String(snrDb), `${snrDb} dB, always`)));
  at('symbols').append(...[512, 256, 128, 64].map(count => option(count)));
  at('trained').append(...about.adapterSnrsDb.map(snrDb => option(snrDb)));
  at('faces').append(...[3, 0, 1, 2, 4, 5, 6, 7].map(value => make('button', {
    type: 'button', value, ariaPressed: String(value === 3), title: `portrait ${value}`,
    onclick: () => { at('portrait').value = value; choose({ portrait: value }); },
  }, make('img', { src: `/api/portraits/${value}`, alt: `Portrait ${value}`, loading: 'lazy' }))));
  at('examples').append(...examples.map(text => make('button', {
    type: 'button', textContent: text, onclick: () => { at('text').value = text; read(); edit(); },
  })));
  at('text').value = about.first.text;
  hint();
  applies();
  read();
  edit();
}

let pause;
at('text').addEventListener('input', () => { clearTimeout(pause); pause = setTimeout(read, 120); });
at('controls').addEventListener('submit', event => { event.preventDefault(); edit(); });
at('portrait').addEventListener('change', () => choose({ portrait: Math.max(0, Number(at('portrait').value) || 0) }));
at('file').addEventListener('change', () => upload(at('file').files[0]));
at('snr').addEventListener('input', moved);
at('channel').addEventListener('change', hint);
for (const id of ['channel', 'form', 'adapter', 'symbols', 'seed']) {
  at(id).addEventListener('change', () => {
    applies();
    send(true);
  });
}
at('codec').addEventListener('change', () => {
  applies();
  at('strip').replaceChildren();
  restart();
  edit();
});
at('more').addEventListener('click', () => {
  dialog.at(-1).open = true;
  at('dialog-hint').textContent = 'The next sentence changes the edited picture.';
  at('text').focus();
  at('text').select();
});
at('restart').addEventListener('click', () => { restart(); edit(); });
at('copy').addEventListener('click', async () => {
  // Over a network without TLS a page may not write the clipboard.
  try {
    await navigator.clipboard.writeText(at('command').textContent);
    at('copy').textContent = 'Copied';
  } catch {
    getSelection().selectAllChildren(at('command'));
    at('copy').textContent = 'Selected: Ctrl+C copies it';
  }
  setTimeout(() => at('copy').textContent = 'Copy as command', 1500);
});
for (const kind of ['dragover', 'dragleave', 'drop']) {
  document.addEventListener(kind, event => {
    event.preventDefault();
    document.body.classList.toggle('drag', kind === 'dragover');
    if (kind === 'drop') upload(event.dataTransfer.files[0]);
  });
}
start().catch(mistake => say(mistake.message, true));
