import type { Service } from './service.ts';

export function openApiDocument<Context>(services: readonly Service<Context>[], baseUrl: string): string {
  return JSON.stringify({ openapi: '3.1.0', servers: [{ url: baseUrl }], paths: services.length });
}
