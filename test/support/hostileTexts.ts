/** What a customer's field may hold to do harm, each with what a page or a pick could make of it. */
export const hostileTexts: readonly string[] = [
  '<img src=x onerror="window.harmed=1">',
  '</script><script>window.harmed=1</script>',
  'javascript:window.harmed=1',
  'command:workbench.action.closeWindow',
  '$(trash) $(sync~spin)',
  '[x](command:workbench.action.closeWindow)',
  'a\u202egpj.exe\u2066',
  'nul\u0000nul',
  'W'.repeat(255),
];
