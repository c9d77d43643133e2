import type { RequestHandler } from 'express';
import { Histogram, type Registry } from 'prom-client';

/** Measures every request by route and status; the route is the pattern, never the path (ids and tokens stay out of metrics). */
export function observe(registry: Registry): RequestHandler {
  const existing = registry.getSingleMetric('http_request_duration_seconds');
  const histogram =
    existing instanceof Histogram
      ? existing
      : new Histogram({
          name: 'http_request_duration_seconds',
          help: 'Duration of HTTP requests',
          labelNames: ['method', 'route', 'status'],
          buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
          registers: [registry],
        });
  return (request, response, next) => {
    const stop = histogram.startTimer({ method: request.method });
    response.once('finish', () => {
      const pattern: unknown = request.route?.path;
      stop({ route: typeof pattern === 'string' ? pattern : 'other', status: String(response.statusCode) });
    });
    next();
  };
}
