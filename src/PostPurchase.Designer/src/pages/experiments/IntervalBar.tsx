/** A difference with its interval on a scale with 0 in the middle of what is shown; the text beside it says the same. */
export function IntervalBar({
  low,
  value,
  high,
  reach,
  label,
}: {
  low: number;
  value: number;
  high: number;
  reach: number;
  label: string;
}) {
  const width = 180;
  const at = (x: number) => (width / 2) * (1 + Math.max(-1, Math.min(1, x / reach)));
  const isProven = low > 0 || high < 0;
  return (
    <svg role="img" aria-label={label} width={width} height={18} viewBox={`0 0 ${width} 18`} className="interval" data-proven={isProven}>
      <title>{label}</title>
      <line x1={width / 2} x2={width / 2} y1={0} y2={18} stroke="var(--line)" />
      <line x1={at(low)} x2={at(high)} y1={9} y2={9} stroke="currentColor" strokeWidth={3} strokeLinecap="round" opacity={0.45} />
      <circle cx={at(value)} cy={9} r={4} fill="currentColor" />
    </svg>
  );
}
