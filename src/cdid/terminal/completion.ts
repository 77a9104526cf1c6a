import { commands, type CommandShape, everywhere } from './command-table.ts'

/** Returns a script for Windows PowerShell 5.1 and later that completes commands, their words and their options. */
export function powershellCompletion(): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
  const lines = Object.entries<CommandShape>(commands).map(([name, { takes, options }]) => {
    const words = takes === 'file' ? [] : takes
    const all = [...words, ...Object.keys({ ...options, ...everywhere }).map((option) => `--${option}`)]
    return `    ${quoted(name)} = @(${all.map(quoted).join(', ')})`
  })
  return `Register-ArgumentCompleter -Native -CommandName 'prextra-reception' -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $commands = @{
${lines.join('\n')}
  }
  $typed = @($commandAst.CommandElements | ForEach-Object { $_.ToString() })
  $command = if ($typed.Count -gt 1) { $typed[1] } else { '' }
  $offered = if ($commands.ContainsKey($command) -and -not ($typed.Count -eq 2 -and $wordToComplete)) { $commands[$command] } else { @($commands.Keys) + 'help' }
  $offered | Where-Object { $_ -like "$wordToComplete*" } | Sort-Object | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`
}
