/** Where an error happened. */
interface Place {
  readonly name: string
  readonly stack: readonly string[]
}

/**
 * Returns where an error happened, without its message, which may quote a secret. A message of several lines may look like
 * a stack: so the stack counts only after the message that it begins with, and not at all when that is no longer known.
 */
export function withoutMessage(error: unknown): Place {
  if (!(error instanceof Error)) return { name: typeof error, stack: [] }
  const { message, stack = '' } = error
  const frames = afterMessage(stack, message)
  return { name: /^[A-Za-z]{1,60}$/.test(error.name) ? error.name : 'Error', stack: frames.split('\n').filter(isFrame) }
}

/** The rest of a stack after its first lines, which are the name and the message of the error when it was made. */
function afterMessage(stack: string, message: string): string {
  const [head = ''] = /^[A-Za-z]{0,60}/.exec(stack) ?? []
  const opening = message === '' ? `${head}\n` : `${head}: ${message}\n`
  return stack.startsWith(opening) ? stack.slice(opening.length) : ''
}

function isFrame(line: string): boolean {
  return /^\s+at /.test(line)
}
