// Draws each chart from the JSON beside it; drag to zoom, double-click to see all. Without scripts the tables remain.
const colours = ['#3b74e8', '#d9733a', '#2f9e74', '#b0579e', '#8a7a1f', '#6b7688'];
const axis = { stroke: '#8490a5', grid: { stroke: '#8490a533' }, ticks: { stroke: '#8490a533' } };
for (const figure of document.querySelectorAll('.chart')) {
  const drawing = JSON.parse(figure.querySelector('script').textContent), box = figure.querySelector('.plot');
  const series = [{ label: drawing.xAxis }], data = [], bands = [];
  if (!drawing.lines.some(line => line.x.length)) { box.textContent = 'Nothing to draw.'; continue; }
  drawing.lines.forEach((line, i) => {
    const stroke = colours[i % colours.length];
    series.push({ label: line.name, stroke, width: 1.8, spanGaps: true,
      paths: line.isStep ? uPlot.paths.stepped({ align: 1 }) : undefined, points: { show: line.x.length < 20 } });
    data.push([line.x, line.y]);
    if (!line.low) return;
    const at = series.length;
    for (const [name, values] of [['high', line.high], ['low', line.low]]) {
      series.push({ label: `${line.name}, ${name}`, stroke: `${stroke}66`, width: 1, spanGaps: true, points: { show: false } });
      data.push([line.x, drawing.isLogarithmic ? values.map(value => Math.max(value, 1e-4)) : values]);
    }
    bands.push({ series: [at, at + 1], fill: `${stroke}2b` });
  });
  const plot = new uPlot({
    width: box.clientWidth || 900, height: 260, series, bands,
    scales: { x: { time: false }, y: drawing.isLogarithmic ? { distr: 3 } : { range: (_, low, high) => [Math.min(0, low), high > 0 ? high * 1.05 : 1] } },
    axes: [{ ...axis, label: drawing.xAxis }, { ...axis, label: drawing.yAxis, size: 60 }],
  }, uPlot.join(data), box);
  new ResizeObserver(() => box.clientWidth && plot.setSize({ width: box.clientWidth, height: 260 })).observe(box);
}
for (const button of document.querySelectorAll('.pictures button'))
  button.addEventListener('click', () => button.classList.toggle('large'));
