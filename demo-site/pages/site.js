// What every page of this site needs: its server, and a place to show what came of it.

export const at = (id) => document.getElementById(id)

export const show = (id, text, good) => {
  const place = at(id)
  place.textContent = text
  place.className = good ? 'good' : 'bad'
}

export const newNonce = async () => {
  window.lastNonce = await (await fetch('/api/nonce', { cache: 'no-store' })).json()
  return window.lastNonce
}

/** Sends what was signed to the server and shows what the server thinks of it. */
export const judged = async (id, path, body) => {
  // For who looks with the developer tools.
  window.lastSent = body
  const answer = await fetch(path, { method: 'POST', body: JSON.stringify(body) })
  const verdict = await answer.json()
  if (verdict.ok) show(id, `服务器核对无误：${verdict.holder}`, true)
  else show(id, `服务器不接受：${verdict.because}`, false)
}
