/** 1234.5 → '1 234,50 €'; whole euros without cents. */
export function euros(value: number): string {
  const [whole = '', cents = ''] = value.toFixed(2).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u00a0');
  return `${grouped}${cents === '00' ? '' : `,${cents}`}\u00a0€`;
}
