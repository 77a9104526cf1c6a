import { GraphRefusal } from './refusal.ts'

/** The largest request body Graph accepts, in bytes. UNCONFIRMED(request-too-large): the exact limit, the code and the sentence. */
const largestBody = 4 * 1024 * 1024

/** Reads the body of a request as JSON; undefined when it is empty. UNCONFIRMED(not-json-by-header): the code for another type. */
export async function readJson(request: Request): Promise<unknown> {
  const text = await request.text()
  if (text === '') return undefined
  if (Buffer.byteLength(text) > largestBody) {
    throw new GraphRefusal(413, 'BadRequest', 'Maximum request length exceeded.')
  }
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') {
    throw new GraphRefusal(
      415,
      'BadRequest',
      `A media type other than application/json is not supported for the request body.`,
    )
  }
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new GraphRefusal(
      400,
      'BadRequest',
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    )
  }
}
