export function startPostgresql(
  scratch: string,
): Promise<{ url?: string; reason?: string; stop: () => void }>;
