// What all pages ask the server by, and how they make elements: text only ever goes in as text.
export async function ask(path, body, signal) {
  const isFile = body instanceof Blob;
  const options = body === undefined ? { signal } : {
    method: 'POST', signal, body: isFile ? body : JSON.stringify(body),
    headers: { 'content-type': isFile ? body.type : 'application/json' },
  };
  const answer = await fetch(path, options);
  const content = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(content.error ?? `the server answered ${answer.status}.`);
  return content;
}

export const at = id => document.getElementById(id);

export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

export const number = (value, digits) => value == null || Number.isNaN(value) ? '–' : value.toFixed(digits);
