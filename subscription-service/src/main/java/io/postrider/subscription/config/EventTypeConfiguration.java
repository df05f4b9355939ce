package io.postrider.subscription.config;

import io.postrider.subscription.audit.AuditLog;
import io.postrider.subscription.eventtype.EventTypeService;
import io.postrider.subscription.eventtype.JsonSchemas;
import io.postrider.subscription.eventtype.RegisteredOnly;
import io.postrider.subscription.eventtype.RegisteredTypes;
import io.postrider.subscription.eventtype.TypeGate;
import io.postrider.subscription.jdbc.JdbcRegisteredTypes;
import io.postrider.subscription.jsonschema.NetworkntSchemas;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;

/** Event types, and whether only registered ones pass. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EventTypeProperties.class)
class EventTypeConfiguration {

    @Bean
    RegisteredTypes registeredTypes(
            JdbcClient jdbc, TransactionTemplate transaction, AuditLog audit) {
        return new JdbcRegisteredTypes(jdbc, transaction, audit);
    }

    @Bean
    JsonSchemas jsonSchemas() {
        return new NetworkntSchemas();
    }

    @Bean
    EventTypeService eventTypeService(RegisteredTypes types, JsonSchemas schemas, Clock clock) {
        return new EventTypeService(types, schemas, clock);
    }

    @Bean
    EventTypeFiles eventTypeFiles(EventTypeProperties properties, EventTypeService types) {
        return new EventTypeFiles(properties.files(), types);
    }

    @Bean
    TypeGate typeGate(
            EventTypeProperties properties,
            RegisteredTypes types,
            JsonSchemas schemas,
            Clock clock) {
        return properties.enforce() ? new RegisteredOnly(types, schemas, clock) : TypeGate.OPEN;
    }
}
