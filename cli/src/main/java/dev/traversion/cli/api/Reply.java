package dev.traversion.cli.api;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A server's answer.
 *
 * @param status HTTP status
 * @param text the body exactly as it was sent
 * @param json the body, parsed
 */
public record Reply(int status, String text, JsonNode json) {}
