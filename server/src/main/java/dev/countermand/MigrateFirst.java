package dev.countermand;

import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/// Migrates the database the moment its pool exists. Whoever is given the pool, a `JdbcClient` or
/// anything made from them therefore finds the tables there, also in a constructor or `@PostConstruct`;
/// nobody has to declare an order.
@Component
class MigrateFirst implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof DataSource database) {
            Migrations.run(database);
        }
        return bean;
    }
}
