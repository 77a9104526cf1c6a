/** What takes the place of Microsoft's pages in the browser of a situation. */
type Browse = (request: Request) => Promise<Response>

/** Microsoft's page sends the person back at once, with an error. */
export function refusedOnPage(error: string, description: string): Browse {
  return (request) => {
    const asked = new URL(request.url).searchParams
    const back = new URL(asked.get('redirect_uri') ?? '')
    back.search = new URLSearchParams({
      error,
      error_description: description,
      state: asked.get('state') ?? '',
    }).toString()
    return Promise.resolve(new Response(null, { status: 302, headers: { location: back.href } }))
  }
}
