/** Returns 403 for a request under another host name (DNS rebinding) or with a form of another site; undefined otherwise. */
export function onlyFromThisPage(request: Request, origin: string): Response | undefined {
  if (new URL(request.url).origin !== origin) return refused()
  if (request.method === 'GET' || request.method === 'HEAD') return undefined
  const from = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  if (from !== null && from !== origin) return refused()
  if (site !== null && site !== 'same-origin') return refused()
  return undefined
}

function refused(): Response {
  return new Response(null, { status: 403 })
}
