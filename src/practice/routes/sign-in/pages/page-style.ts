/** The style of the practice pages: grape, so that nobody takes them for Microsoft's. */
export const style = `
  :root {
    color-scheme: light dark;
    --grape: #6b2a7a; --on-grape: #ffffff;
    --page: #f6f2f7; --card: #ffffff; --ink: #242424; --soft: #5c5560; --line: #d8cddb; --hover: #f1e8f3;
  }
  @media (prefers-color-scheme: dark) {
    :root { --grape: #6b2a7a; --page: #1b161d; --card: #262029; --ink: #f5f1f6; --soft: #bdb3c1; --line: #4a3f4e; --hover: #332a37; }
  }
  * { box-sizing: border-box; }
  body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
  header { background: var(--grape); color: var(--on-grape); padding: 14px 24px; display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: baseline; }
  header strong { font-size: 18px; letter-spacing: .08em; text-transform: uppercase; }
  main { max-width: 480px; margin: 40px auto; padding: 28px 32px 32px; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
  h1 { font-size: 24px; line-height: 1.25; font-weight: 600; margin: 0 0 8px; }
  p { margin: 0 0 16px; }
  ul { margin: 0 0 20px; padding: 0; }
  .accounts { list-style: none; display: grid; gap: 8px; margin-bottom: 0; }
  .scopes { padding-left: 20px; }
  .scopes li { margin-bottom: 6px; }
  .who, .code { color: var(--soft); }
  .code { font-size: 14px; overflow-wrap: anywhere; }
  button { font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 6px; padding: 10px 18px; cursor: pointer; }
  button:hover { background: var(--hover); }
  button:focus-visible { outline: 3px solid #b06cc2; outline-offset: 2px; }
  .accounts button { display: grid; width: 100%; text-align: left; padding: 12px 16px; overflow-wrap: anywhere; }
  .accounts small { color: var(--soft); font-size: 13px; }
  .buttons { display: flex; gap: 12px; }
  .primary { background: var(--grape); color: var(--on-grape); border-color: transparent; }
  .primary:hover { background: #57206a; }
  h2 { font-size: 18px; line-height: 1.35; font-weight: 600; margin: 28px 0 8px; padding-top: 20px; border-top: 1px solid var(--line); }
  h1 + h2 { border-top: 0; margin-top: 16px; padding-top: 0; }
  dl { display: grid; grid-template-columns: minmax(180px, auto) 1fr; gap: 8px 16px; margin: 0; }
  dt { color: var(--soft); }
  dd { margin: 0; overflow-wrap: anywhere; }
  code { font: 14px/1.5 ui-monospace, Consolas, monospace; overflow-wrap: anywhere; }
  label { display: block; margin-bottom: 12px; }
  input, select, textarea { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--soft); border-radius: 6px; padding: 8px 10px; max-width: 100%; }
  textarea { display: block; width: 100%; font: 14px/1.5 ui-monospace, Consolas, monospace; margin: 4px 0; }
  input:focus-visible, select:focus-visible, textarea:focus-visible { outline: 3px solid #b06cc2; outline-offset: 1px; }
  [role=alert] { border-left: 4px solid var(--grape); padding-left: 12px; font-weight: 600; }
  .portal { max-width: 760px; }
  .portal li { margin: 0 0 8px 20px; }
  .portal li form { display: inline; }
  @media (max-width: 560px) { main { margin: 0; border: 0; border-radius: 0; min-height: 100vh; } }
`
