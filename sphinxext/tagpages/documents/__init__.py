"""What stands in a project's documents: domain, records, nodes, directives, roles, tagged pages."""
