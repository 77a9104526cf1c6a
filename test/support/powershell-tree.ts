import { createRequire } from 'node:module'
import { Language, type Node, Parser } from 'web-tree-sitter'

const parser = await (async () => {
  await Parser.init()
  const grammar = createRequire(import.meta.url).resolve('tree-sitter-powershell/tree-sitter-powershell.wasm')
  return new Parser().setLanguage(await Language.load(grammar))
})()

/** The syntax tree's root; without the byte order mark, which is the file's and not the language's. */
export function parse(script: string): Node {
  const tree = parser.parse(script.replace(/^\uFEFF/, ''))
  if (tree === null) throw new Error('no tree')
  return tree.rootNode
}

/** Where the grammar did not understand: `line: text` of every ERROR and MISSING node. */
export function mistakes(script: string): readonly string[] {
  return everyNode(parse(script))
    .filter((node) => node.isError || node.isMissing)
    .map((node) => `${node.startPosition.row + 1}: ${node.text.slice(0, 80)}`)
}

/** The names of the commands a script runs from its last statement on, calls to its own functions followed, in the order written. */
export function commandsRun(script: string): readonly string[] {
  const root = parse(script)
  const functions = new Map(
    root.descendantsOfType('function_statement').map((node) => [nameOf(node, 'function_name'), node] as const),
  )
  const follow = (node: Node, within: readonly string[]): readonly string[] =>
    commandNodes(node).flatMap((command) => {
      const name = nameOf(command, 'command_name')
      const body = functions.get(name)
      return body === undefined || within.includes(name) ? [name] : [name, ...follow(body, [...within, name])]
    })
  const outside = commandNodes(root).filter((node) => !isWithin(node, 'function_statement'))
  return outside.flatMap((command) => {
    const name = nameOf(command, 'command_name')
    const body = functions.get(name)
    return body === undefined ? [name] : [name, ...follow(body, [name])]
  })
}

/** Every command written, in the file's order, with its parameters. */
export function commandsWritten(script: string): readonly string[] {
  return commandNodes(parse(script)).map((node) =>
    [
      nameOf(node, 'command_name'),
      ...everyNode(node)
        .filter(isParameter)
        .map((parameter) => parameter.text),
    ].join(' '),
  )
}

/** The kinds of all nodes, in order: two scripts of the same shape differ only in what their names and strings hold. */
export function shape(script: string): readonly string[] {
  return everyNode(parse(script)).map((node) => node.type)
}

/** The single-quoted strings, as they are written, without their outer quotes. */
export function singleQuoted(script: string): readonly string[] {
  return parse(script)
    .descendantsOfType('verbatim_string_characters')
    .map((node) => node.text.slice(1, -1))
}

function everyNode(node: Node): readonly Node[] {
  return [node, ...node.children.flatMap(everyNode)]
}

function commandNodes(node: Node): readonly Node[] {
  return node.descendantsOfType('command').filter((command) => command.descendantsOfType('command_name').length > 0)
}

function nameOf(node: Node, type: string): string {
  return node.descendantsOfType(type)[0]?.text ?? ''
}

function isWithin(node: Node, type: string): boolean {
  return node.parent !== null && (node.parent.type === type || isWithin(node.parent, type))
}

function isParameter(node: Node): boolean {
  return node.type === 'command_parameter'
}
