/** Daily counts as a small line; the label says the sum. Lines below each other are compared by one `most`. */
export function Sparkline({
  values,
  label,
  most = 1,
  width = 112,
  height = 26,
}: {
  values: number[];
  label: string;
  /** What the line's full height stands for, where none of its values is higher. */
  most?: number;
  width?: number;
  height?: number;
}) {
  const top = Math.max(1, most, ...values);
  const step = values.length > 1 ? (width - 4) / (values.length - 1) : 0;
  const points = values.map((value, i) => `${(2 + i * step).toFixed(1)},${(height - 3 - (value / top) * (height - 6)).toFixed(1)}`);
  return (
    <svg className="sparkline" role="img" aria-label={label} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      <title>{label}</title>
      {points.length > 1 && (
        <>
          <polygon points={`2,${height - 2} ${points.join(' ')} ${width - 2},${height - 2}`} fill="currentColor" opacity={0.13} />
          <polyline points={points.join(' ')} fill="none" stroke="currentColor" strokeWidth={1.5} strokeLinejoin="round" />
        </>
      )}
    </svg>
  );
}
