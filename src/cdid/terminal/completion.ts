import { commands, type CommandShape, everywhere } from './command-table.ts'

/**
 * Returns a script for Windows PowerShell 5.1 and later that completes commands, their words and their options, and after
 * `--environment` the names of the customers in the records.
 */
export function powershellCompletion(): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
  const lines = Object.entries<CommandShape>(commands).map(([name, { takes, options }]) => {
    const words = typeof takes === 'string' ? [] : takes
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
  $last = if ($wordToComplete) { $typed.Count - 2 } else { $typed.Count - 1 }
  if ($last -ge 1 -and $typed[$last] -eq '--environment') {
    $offered = @(& $typed[0] completion environments 2>$null)
  } elseif ($commands.ContainsKey($command) -and -not ($typed.Count -eq 2 -and $wordToComplete)) {
    $offered = $commands[$command]
  } else {
    $offered = @($commands.Keys) + 'help'
  }
  $offered | Where-Object { $_ -like "$wordToComplete*" } | Sort-Object | ForEach-Object {
    $text = if ($_ -match '[^\\w.-]' -and $_ -notlike '--*') { "'" + ($_ -replace "'", "''") + "'" } else { $_ }
    [System.Management.Automation.CompletionResult]::new($text, $_, 'ParameterValue', $_)
  }
}
`
}
