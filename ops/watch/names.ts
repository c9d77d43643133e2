/** ops/watch/alerts.yml, as Prometheus reads it. */
export interface AlertRules {
  groups: { name: string; rules: AlertRule[] }[];
}

export interface AlertRule {
  alert: string;
  expr: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

export const rulesOf = ({ groups }: AlertRules): AlertRule[] => groups.flatMap(({ rules }) => rules);

/** Metrics that a query (or a file of queries) names, those of a histogram by its own name. */
export function namesIn(text: string): string[] {
  const found = text.match(/\b(?:passerelle|http|temporal|nodejs|process)_[a-z0-9_]+\b/g) ?? [];
  return [...new Set(found.map((name) => name.replace(/_(?:bucket|sum|count)$/, '')))];
}
