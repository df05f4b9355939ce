import type { Point } from '../api/types.ts';
import { count, percent } from '../features/webhook/figures.model.ts';

const WIDTH = 96;
const HEIGHT = 24;

/** Attempts hour by hour: how many there were, and what part failed. */
export function Sparkline({ points, rate }: { points: readonly Point[]; rate: number | null }) {
  const most = Math.max(1, ...points.map((point) => point.attempts));
  const step = WIDTH / Math.max(1, points.length);
  const total = points.reduce((sum, point) => sum + point.attempts, 0);
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`${count(total)} attempts in 24 hours, ${percent(rate)} of deliveries succeeded`}
    >
      {points.map((point, index) => {
        const x = index * step;
        const width = Math.max(1, step - 1);
        if (point.attempts === 0) {
          return (
            <rect
              key={point.at}
              x={x}
              y={HEIGHT - 2}
              width={width}
              height={2}
              fill="var(--pr-line)"
              rx={1}
            />
          );
        }
        const height = Math.max(4, (HEIGHT * point.attempts) / most);
        const failed = height * (point.error_rate ?? 0);
        return (
          <g key={point.at}>
            <rect
              x={x}
              y={HEIGHT - height}
              width={width}
              height={height - failed}
              fill="var(--pr-chart-good)"
              rx={1}
            />
            {failed > 0 && (
              <rect
                x={x}
                y={HEIGHT - failed}
                width={width}
                height={failed}
                fill="var(--pr-chart-bad)"
                rx={1}
              />
            )}
          </g>
        );
      })}
    </svg>
  );
}
